import { signal } from "@preact/signals";
import { number, t, time } from "../i18n";
import type { ReactionCode } from "../protocol";
import { attempt, send } from "../room/commands";
import { serverNow, useServerTime } from "../room/clock";
import { savings } from "../room/preferences";
import { handQueue, myHand, stage, you } from "../room/store";
import { megabytes } from "../room/traffic";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";

const PAUSE_MS = 2000;
const sending = signal(false);
/** The reaction just sent; it rests for two seconds. */
const resting = signal<ReactionCode | null>(null);

/** One's place in the queue of hands, from 1; 0 without a raised hand. */
export function ownPlace(): number {
  const me = you.value?.person.id;
  return me === undefined ? 0 : handQueue.value.indexOf(me) + 1;
}

async function toggleHand(raised: boolean): Promise<void> {
  sending.value = true;
  if ((await attempt(raised ? { type: "lower_hand" } : { type: "raise_hand" })) && raised) {
    myHand.value = null;
    handQueue.value = handQueue.value.filter((id) => id !== you.value?.person.id);
  }
  sending.value = false;
}

function react(reaction: ReactionCode): void {
  if (resting.value) return;
  resting.value = reaction;
  window.setTimeout(() => (resting.value = null), PAUSE_MS);
  void send({ type: "react", reaction });
}

export function Dock() {
  const place = ownPlace();
  const speaking = myHand.value?.state === "speaking";
  const raised = place > 0 || myHand.value !== null;
  const live = stage.value?.state === "live";
  const signs: [ReactionCode, string, string][] = [
    ["agree", "thumb", t("I agree")],
    ["well_done", "clap", t("Well done")],
    ["not_clear", "lost", t("Not clear")],
    ["too_fast", "fast", t("Too fast")],
  ];
  return (
    <section class="dock" aria-label={t("React")}>
      <Button look="keep" icon="hand" pressed={raised} busy={sending.value} disabled={!live} onClick={() => void toggleHand(raised)}>
        <span>
          {speaking
            ? t("Lower your hand")
            : place > 0
              ? t("Hand up · place {place}", { place })
              : raised
                ? t("Hand up")
                : t("Raise your hand")}
        </span>
      </Button>
      <div class="row tight still" role="group" aria-label={t("Reactions, counted without your name")}>
        {signs.map(([code, icon, word]) => (
          <Button key={code} look="quiet" icon={icon} label={word} pressed={resting.value === code ? true : undefined} disabled={!live} onClick={() => react(code)}>
            <span>{word}</span>
          </Button>
        ))}
      </div>
      <p class="sr" role="status">
        {resting.value && t("Sent")}
      </p>
      <DataUsed />
    </section>
  );
}

const since = serverNow();

function DataUsed() {
  useServerTime(10_000);
  const amount = t("{size} MB since {time}", { size: number(megabytes()), time: time(since) });
  return (
    <p class="thrift push">
      {savings.value && <Icon name="leaf" />}
      {savings.value ? t("{amount} · small images", { amount }) : amount}
    </p>
  );
}

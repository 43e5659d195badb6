/** Raised hands: above the questions, because a person is waiting. */

import { useState } from "preact/hooks";
import { country, languageName, number, plural, t } from "../i18n";
import type { HandView } from "../protocol";
import { useServerTime } from "../room/clock";
import { hands, handsWaiting, rights } from "../room/store";
import { Icon } from "../ui/Icon";
import { CommandButton } from "./CommandButton";

const AT_FIRST = 4;

/** Who speaks, then who waits, in the order of raising. */
function inQueue(list: readonly HandView[]): HandView[] {
  const place = (hand: HandView) => (hand.state === "speaking" ? 0 : 1);
  return [...list].sort((a, b) => place(a) - place(b) || a.raised_at - b.raised_at);
}

export function Hands() {
  const [all, setAll] = useState(false);
  const queue = inQueue(hands.value);
  const waiting = Math.max(handsWaiting.value, queue.filter((hand) => hand.state === "raised").length);
  const shown = all ? queue : queue.slice(0, AT_FIRST);
  const more = Math.max(queue.length, waiting) - shown.length;
  return (
    <section class="card" aria-labelledby="hands">
      <header>
        <h3 id="hands">{t("Hands")}</h3>
        {waiting > 0 && <span class="count new">{number(waiting)}</span>}
        {queue.length > 1 && rights.value.has("moderate") && (
          <CommandButton class="btn small quiet push" order={{ type: "lower_all_hands" }}>
            {t("Lower all")}
          </CommandButton>
        )}
      </header>
      {queue.length === 0 ? (
        <p class="hush">{t("Nobody has raised a hand.")}</p>
      ) : (
        <ul class="list pull" role="list">
          {shown.map((hand) => (
            <Hand key={hand.person.id} hand={hand} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <button type="button" class="btn small quiet" onClick={() => setAll(true)}>
          {plural(more, "{count} more", "{count} more")}
        </button>
      )}
    </section>
  );
}

function Hand({ hand }: { hand: HandView }) {
  const now = useServerTime(10_000);
  const waits = Math.floor(Math.max(0, now - hand.raised_at) / 60);
  const speaks = hand.state === "speaking";
  const facts = [country(hand.person.country), languageName(hand.language)].filter(Boolean);
  return (
    <li class="middle hand">
      <span class="face" aria-hidden="true">
        {hand.person.initials}
      </span>
      <div class="grow">
        <p>
          <b>
            <bdi>{hand.person.name}</bdi>
          </b>
        </p>
        <p class="hush">
          {facts.join(" · ")}
          {!speaks && waits > 0 && ` · ${t("{minutes} min", { minutes: number(waits) })}`}
        </p>
        {speaks && <p class="badge accent">{t("Has the floor")}</p>}
      </div>
      {rights.value.has("moderate") &&
        (speaks ? (
          <CommandButton class="btn small" order={{ type: "lower_hand", person: hand.person.id }}>
            {t("End turn")}
            <span class="sr">: {hand.person.name}</span>
          </CommandButton>
        ) : (
          <div class="row tight both">
            <CommandButton class="btn small" order={{ type: "give_floor", person: hand.person.id }}>
              {t("Give floor")}
              <span class="sr">: {hand.person.name}</span>
            </CommandButton>
            <CommandButton
              class="btn small quiet square"
              aria-label={t("Lower the hand of {name}", { name: hand.person.name })}
              order={{ type: "lower_hand", person: hand.person.id }}
            >
              <Icon name="cross" />
            </CommandButton>
          </div>
        ))}
    </li>
  );
}

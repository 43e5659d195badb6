import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { number, t } from "../i18n";
import { line, measure, roundTrip } from "../room/connection";
import { savings } from "../room/preferences";
import { SavingsSwitch } from "../trainee/ReadingMenu";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Signal } from "../ui/Signal";
import { throughput } from "./measure";

/** Megabits per second; null before the test, and after one that failed. */
const speed = signal<number | null>(null);
const testing = signal(false);
const broke = signal(false);

async function test(): Promise<void> {
  testing.value = true;
  broke.value = false;
  measure();
  try {
    speed.value = await throughput(roundTrip.peek() ?? 100);
  } catch {
    speed.value = null;
    broke.value = true;
  }
  testing.value = false;
}

/** What the line can carry: the server's answer, the speed, and what works with it, in words. */
export function ConnectionTest() {
  const live = line.value === "live";
  useEffect(() => {
    if (live && speed.peek() === null && !testing.peek()) void test();
  }, [live]);
  const rtt = roundTrip.value;
  const ready = live && speed.value !== null && speed.value >= 0.1 && (rtt === null || rtt < 3000);
  return (
    <section class="card" aria-labelledby="connection">
      <header>
        <h2 id="connection">{t("Your connection")}</h2>
        <span class="push" role="status">
          {ready && (
            <span class="badge ok">
              <Icon name="check" /> {t("Ready for the sitting")}
            </span>
          )}
        </span>
      </header>
      <ul class="list test" role="list">
        <Server rtt={live ? rtt : null} />
        <Speed />
        <li>
          <div class="grow">
            <SavingsSwitch />
          </div>
        </li>
      </ul>
    </section>
  );
}

function Server({ rtt }: { rtt: number | null }) {
  const bars = rtt === null ? 1 : rtt < 400 ? 3 : rtt < 1500 ? 2 : 1;
  return (
    <li>
      <Signal bars={bars} />
      <div class="grow">
        <p>
          <b>{t("Server")}</b>
        </p>
        <p class="hush">{rtt === null ? t("It has not answered yet.") : t("Answers in {count} ms", { count: rtt })}</p>
      </div>
      {rtt !== null && <Verdict level={bars} />}
    </li>
  );
}

function Verdict({ level }: { level: 1 | 2 | 3 }) {
  if (level === 3) {
    return (
      <span class="badge ok">
        <Icon name="check" /> {t("Good")}
      </span>
    );
  }
  return <span class={`badge ${level === 2 ? "warn" : "bad"}`}>{level === 2 ? t("Enough") : t("Weak")}</span>;
}

function level(mbit: number): 1 | 2 | 3 {
  return mbit >= 1 ? 3 : mbit >= 0.15 ? 2 : 1;
}

/** What works at a speed. */
function allows(mbit: number): string {
  if (mbit >= 1) return t("slides, polls and chat without waiting.");
  if (mbit >= 0.15) return t("polls and chat at once, slides after a moment. Savings mode helps.");
  return t("polls and chat work, slides come late. Turn on savings mode.");
}

function Speed() {
  const mbit = speed.value;
  const words = testing.value
    ? t("It is being measured…")
    : mbit !== null
      ? t("{speed} Mbit/s: {allows}", { speed: number(mbit, mbit < 1 ? 2 : 0), allows: allows(mbit) })
      : broke.value
        ? t("It could not be measured. You can enter all the same: the room works on slow lines.")
        : t("It is measured when the server has answered.");
  return (
    <li>
      <Icon name="signal" />
      <div class="grow">
        <p>
          <b>{t("Speed")}</b>
        </p>
        <p class="hush">{words}</p>
        {mbit !== null && level(mbit) < 3 && !savings.value && (
          <Button look="small" icon="leaf" onClick={() => (savings.value = true)}>
            {t("Turn on savings mode")}
          </Button>
        )}
      </div>
      {mbit !== null && !testing.value && <Verdict level={level(mbit)} />}
      <Button look="small" busy={testing.value} disabled={line.value !== "live"} onClick={() => void test()}>
        {t("Test again")}
      </Button>
    </li>
  );
}

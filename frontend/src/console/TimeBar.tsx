/** Time against plan: elapsed of planned, a segment for each item, and how far from the plan the sitting is. */

import { number, plural, t } from "../i18n";
import { useServerTime } from "../room/clock";
import { agenda, sitting, stage } from "../room/store";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { scheduleOf, type Schedule } from "./schedule";

/** “1:12”, hours and minutes of a length in minutes. */
function hours(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The schedule, counted anew every ten seconds and whenever the room changes. */
export function useSchedule(): Schedule | null {
  const now = useServerTime(10_000);
  if (!stage.value || !sitting.value) return null;
  return scheduleOf(agenda.value, stage.value, sitting.value, now);
}

function Pace({ behind }: { behind: number | null }) {
  if (behind === null) return null;
  const minutes = Math.round(Math.abs(behind));
  if (minutes < 1) {
    return (
      <p class="badge ok">
        <Icon name="check" /> {t("On plan")}
      </p>
    );
  }
  return behind > 0 ? (
    <p class="badge warn">
      <Icon name="clock" /> {plural(minutes, "{count} min behind plan", "{count} min behind plan")}
    </p>
  ) : (
    <p class="badge">
      <Icon name="clock" /> {plural(minutes, "{count} min ahead of plan", "{count} min ahead of plan")}
    </p>
  );
}

export function TimeBar() {
  const schedule = useSchedule();
  if (!schedule) return null;
  return (
    <section class="plan" aria-label={t("Time")}>
      <p class="num">
        <bdi>{t("{elapsed} of {planned}", { elapsed: hours(schedule.elapsed), planned: hours(schedule.planned) })}</bdi>
      </p>
      <ol role="list" aria-label={t("Progress of the sitting")}>
        {schedule.items.map(({ item, state, progress }) => (
          <li
            key={item.id}
            class={item.kind === "break" ? "break" : undefined}
            style={{ "--min": String(item.planned_minutes) }}
            aria-current={state === "now" ? "step" : undefined}
          >
            <div class="track" style={{ "--v": String(item.kind === "break" ? 0 : Math.round(progress)) }}>
              <i />
            </div>
            <span>
              <Local text={item.title} />
            </span>
            <span class="sr">{t("{percent} % of its time", { percent: number(Math.round(progress)) })}</span>
          </li>
        ))}
      </ol>
      <Pace behind={schedule.behind} />
    </section>
  );
}

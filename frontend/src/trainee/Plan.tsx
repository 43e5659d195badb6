import { plural, t } from "../i18n";
import type { AgendaItemView } from "../protocol";
import { useServerTime } from "../room/clock";
import { byId } from "../room/lists";
import { agenda, stage } from "../room/store";
import { Local, tongue } from "../ui/Local";
import { Track } from "../ui/Track";

/** How much of an item is over, from 0 to 1, by its planned minutes. */
export function shareOver(item: AgendaItemView, now: number): number {
  if (item.ended_at !== null) return 1;
  if (item.started_at === null || !item.planned_minutes) return 0;
  return Math.min(1, Math.max(0, (now - item.started_at) / (item.planned_minutes * 60)));
}

/** Whole minutes left of an item by plan; negative when it is over time. */
export function minutesLeft(item: AgendaItemView, now: number): number {
  if (item.started_at === null) return item.planned_minutes;
  return Math.min(item.planned_minutes, Math.ceil(item.planned_minutes - (now - item.started_at) / 60));
}

/** When each item begins: as it did, or by plan after the one before. */
export function beginnings(items: readonly AgendaItemView[], starts: number): number[] {
  let at = starts;
  return items.map((item) => {
    const begins = item.started_at ?? at;
    at = item.ended_at ?? begins + item.planned_minutes * 60;
    return begins;
  });
}

function leftInWords(item: AgendaItemView, now: number): string {
  const left = minutesLeft(item, now);
  if (left >= 0) return plural(left, "{count} min left", "{count} min left");
  return plural(-left, "{count} min over time", "{count} min over time");
}

/** The plan of the sitting as segments, each as long as it is planned. */
export function Plan() {
  const now = useServerTime(10_000);
  const items = agenda.value;
  const current = byId(items, stage.value?.current_item);
  if (!items.length) return <div />;
  return (
    <nav class="plan" aria-label={t("Plan of the sitting")}>
      <ol role="list">
        {items.map((item) => (
          <li
            key={item.id}
            class={item.kind === "break" ? "break" : undefined}
            style={{ "--min": String(Math.max(1, item.planned_minutes)) }}
            aria-current={item.id === current?.id ? "step" : undefined}
          >
            <Track share={shareOver(item, now)} />
            <span {...tongue(item.title.lang)}>{item.title.text}</span>
          </li>
        ))}
      </ol>
      {current && (
        <p>
          <b>
            <Local text={current.title} />
          </b>{" "}
          · {leftInWords(current, now)}
        </p>
      )}
    </nav>
  );
}

import { plural, t, time } from "../i18n";
import { useServerTime } from "../room/clock";
import { companions, agenda, sitting, stage } from "../room/store";
import { Local } from "../ui/Local";
import { Track } from "../ui/Track";
import { Companions } from "./Companions";
import { beginnings, shareOver } from "./Plan";

/** What was, is, and will be, with times in the viewer's zone. */
export function Programme() {
  const now = useServerTime(10_000);
  const items = agenda.value;
  const starts = beginnings(items, stage.value?.live_from ?? sitting.value?.starts_at ?? now);
  const current = stage.value?.current_item;
  return (
    <>
      <ol class="show" role="list">
        {items.map((item, index) => {
          const isNow = item.id === current;
          const minutes = plural(item.planned_minutes, "{count} min", "{count} min");
          return (
            <li key={item.id} class={isNow ? "now" : undefined} aria-current={isNow ? "step" : undefined}>
              <time>{time(starts[index] ?? now)}</time>
              {isNow ? (
                <b>
                  <Local text={item.title} />
                </b>
              ) : (
                <span class={item.ended_at === null ? undefined : "done"}>
                  <Local text={item.title} />
                </span>
              )}
              <span class="hush at-end">{minutes}</span>
              {isNow && <Track share={shareOver(item, now)} />}
            </li>
          );
        })}
      </ol>
      <details class="pad-4">
        <summary class="size-sm">
          {companions.value.length
            ? plural(companions.value.length, "{count} more person at this screen", "{count} more people at this screen")
            : t("More people at this screen?")}
        </summary>
        <div class="above-3">
          <Companions />
        </div>
      </details>
    </>
  );
}

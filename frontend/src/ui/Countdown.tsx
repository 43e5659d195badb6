import { plural } from "../i18n";
import { useServerTime } from "../room/clock";

/** Days and hours, hours and minutes, or minutes and seconds until an instant (server's clock). */
export function Countdown({ until }: { until: number }) {
  const left = Math.max(0, Math.ceil(until - useServerTime()));
  const days = Math.floor(left / 86400);
  const hours = Math.floor(left / 3600) % 24;
  const minutes = Math.floor(left / 60) % 60;
  const parts: [number, string][] = [
    [days, plural(days, "day", "days")],
    [hours, plural(hours, "hour", "hours")],
    [minutes, plural(minutes, "minute", "minutes")],
    [left % 60, plural(left % 60, "second", "seconds")],
  ];
  const first = left >= 86400 ? 0 : left >= 3600 ? 1 : 2;
  return (
    <div class="countdown" role="timer" aria-live="off">
      {parts.slice(first, first + 2).map(([value, unit]) => (
        <div key={unit}>
          <b>{value}</b>
          <span class="hush">{unit}</span>
        </div>
      ))}
    </div>
  );
}

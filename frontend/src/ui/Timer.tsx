import { useEffect, useRef, useState } from "preact/hooks";
import { plural } from "../i18n";
import { useServerTime } from "../room/clock";
import { Track } from "./Track";

interface Props {
  /** When it ends, in seconds by the server's clock. */
  until: number;
  /** The whole time in seconds. */
  seconds: number;
}

const SPOKEN = [20, 10, 5];

/** “1:05” */
export function clockFace(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** Which milestone was passed between two readings of the time left; null for none. */
export function milestone(before: number, left: number): number | null {
  return SPOKEN.find((mark) => before > mark && left <= mark) ?? null;
}

/** Digits and a bar. It speaks at 20, 10 and 5 seconds only, and does not flash. */
export function Timer({ until, seconds }: Props) {
  const left = Math.max(0, until - useServerTime(250));
  const before = useRef(Infinity);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const mark = milestone(before.current, left);
    before.current = left;
    if (mark !== null && left > 0) setSpoken(plural(mark, "{count} second left", "{count} seconds left"));
  }, [left]);
  return (
    <>
      <div class="timer">
        <span class="left" role="timer" aria-live="off">
          {clockFace(left)}
        </span>
        <Track share={seconds ? left / seconds : 0} look={left <= 5 ? "warn" : undefined} />
      </div>
      <p class="sr" role="status">
        {spoken}
      </p>
    </>
  );
}

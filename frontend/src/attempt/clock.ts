/** The server's clock, and what is said of the time that is left. */

import { bestOffset } from "./offset";

interface Sample {
  offset: number;
  rtt: number;
}

export class ServerClock {
  private samples: Sample[] = [];

  constructor(private readonly local: () => number = Date.now) {}

  /** Take in the server's time `now` (seconds), in an answer that took `rtt` milliseconds and was here `at`. */
  observe(now: number, rtt: number, at: number = this.local()): void {
    const sample = { offset: now * 1000 + rtt / 2 - at, rtt };
    this.samples = [...this.samples.slice(-7), sample];
  }

  /** Go on by an offset that was observed earlier, until something newer is. */
  recall(offset: number): void {
    this.samples = [{ offset, rtt: Infinity }];
  }

  get offset(): number {
    return bestOffset(this.samples);
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.local() + this.offset;
  }
}

/** Milestones that are told by ear, in seconds. */
export const MILESTONES = [300, 60, 0] as const;

/** The milestone passed between `before` and `after` seconds left, the last one if there were several. */
export function milestone(before: number, after: number): number | undefined {
  return [...MILESTONES].reverse().find((mark) => before > mark && after <= mark);
}

/** “25 minutes”, then “40 seconds” in the last one, in the reader's language. */
export function timeLeft(seconds: number, locale: string): string {
  const left = Math.max(0, seconds);
  const [value, unit] = left > 60 ? [Math.ceil(left / 60), "minute"] : [Math.ceil(left), "second"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", numberingSystem: "latn" }).format(value);
}

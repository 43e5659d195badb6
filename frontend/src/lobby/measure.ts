/** How fast the line is, measured with few bytes first, so that a slow one pays little. */

import { config } from "../room/config";

const SMALL = 32_000;
const LARGE = 400_000;
/** The small probe must take less than this for the large one to be worth its bytes. */
const QUICK_MS = 700;
const GIVE_UP_MS = 15_000;

async function probe(bytes: number): Promise<number> {
  const begun = performance.now();
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), GIVE_UP_MS);
  try {
    const response = await fetch(`${config.probe_url}?bytes=${bytes}`, { cache: "no-store", signal: stop.signal });
    if (!response.ok) throw new Error(`Probe: ${response.status}`);
    await response.arrayBuffer();
  } finally {
    window.clearTimeout(timer);
  }
  return Math.max(1, performance.now() - begun);
}

/** Megabits per second, given bytes and milliseconds. `rtt` is waiting, not transport. */
export function rate(bytes: number, ms: number, rtt: number): number {
  return (bytes * 8) / Math.max(1, ms - Math.min(rtt, ms / 2)) / 1000;
}

/** Megabits per second that come down this line. */
export async function throughput(rtt: number): Promise<number> {
  const small = await probe(SMALL);
  if (small > QUICK_MS) return rate(SMALL, small, rtt);
  return rate(LARGE, await probe(LARGE), rtt);
}

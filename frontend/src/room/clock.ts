/** The server's clock, as far as this browser can tell; and a signal to follow it. */

import { signal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

interface Sample {
  offset: number;
  rtt: number;
}

const KEPT = 8;

/** The offset of the sample with the shortest round trip: half of it bounds the error. */
export function bestOffset(samples: readonly Sample[]): number {
  return samples.reduce((best, sample) => (sample.rtt < best.rtt ? sample : best), samples[0] ?? { offset: 0, rtt: 0 })
    .offset;
}

let samples: Sample[] = [];
let offset = 0;

/** Take in the server's time `now`, in an answer that took `rtt` milliseconds. */
export function observe(now: number, rtt: number): void {
  const sample = { offset: now + rtt / 2000 - Date.now() / 1000, rtt };
  // A jump of the local clock (sleep, correction by the system) makes the older samples worthless.
  if (Math.abs(sample.offset - offset) > 2 + rtt / 1000) samples = [];
  samples = [...samples.slice(1 - KEPT), sample];
  offset = bestOffset(samples);
}

/** Seconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() / 1000 + offset;
}

const followers = new Map<number, { value: Signal<number>; users: number; timer: number }>();

/** The server's time, refreshed every `interval` milliseconds while a component uses it. */
export function useServerTime(interval = 1000): number {
  let follower = followers.get(interval);
  if (!follower) followers.set(interval, (follower = { value: signal(serverNow()), users: 0, timer: 0 }));
  const own = follower;
  useEffect(() => {
    own.value.value = serverNow();
    if (own.users++ === 0) own.timer = window.setInterval(() => (own.value.value = serverNow()), interval);
    return () => {
      if (--own.users === 0) window.clearInterval(own.timer);
    };
  }, [own]);
  const seen = own.value.value;
  return own.users ? seen : serverNow();
}

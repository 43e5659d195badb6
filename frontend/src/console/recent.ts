/** Reactions of the last minute. They are counted per tick and kept nowhere, so this screen adds them up. */

import { effect, signal } from "@preact/signals";
import type { ReactionCode } from "../protocol";
import { reactions } from "../room/store";

type Counts = Partial<Record<ReactionCode, number>>;

const WINDOW_MS = 60_000;
let ticks: { at: number; counts: Counts }[] = [];

export const lastMinute = signal<Counts>({});

function add(): void {
  const since = Date.now() - WINDOW_MS;
  ticks = ticks.filter((tick) => tick.at > since);
  const sum: Counts = {};
  for (const { counts } of ticks) {
    for (const [code, count] of Object.entries(counts) as [ReactionCode, number][]) sum[code] = (sum[code] ?? 0) + count;
  }
  if (JSON.stringify(sum) !== JSON.stringify(lastMinute.peek())) lastMinute.value = sum;
}

effect(() => {
  const counts = reactions.value;
  if (Object.keys(counts).length === 0) return;
  ticks.push({ at: Date.now(), counts });
  add();
});
setInterval(add, 5000);

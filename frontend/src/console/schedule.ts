/** Time against plan: arithmetic only. Instants in seconds since 1970 by the server's clock, lengths in minutes. */

import type { AgendaItemView, SittingView, StageView } from "../protocol";

/** How an item of the agenda stands. `starts_at` is when it began, or when it will at the present pace. */
export interface ItemTime {
  item: AgendaItemView;
  state: "ended" | "now" | "next" | "later" | "passed";
  starts_at: number;
  /** Minutes it took, has taken, or is planned to take. */
  minutes: number;
  /** Minutes over its plan; 0 when within it. */
  over: number;
  /** Minutes that remain of the plan of the current item. */
  left: number;
  /** Percent of its planned time that has gone, at most 100. */
  progress: number;
}

export interface Schedule {
  /** Minutes since the sitting went live; 0 in the lobby. */
  elapsed: number;
  /** Minutes that the agenda plans in all. */
  planned: number;
  /** Minutes behind the plan; negative when ahead of it. Null until the sitting is live, and after its end. */
  behind: number | null;
  items: ItemTime[];
  /** An item to come that could be cut so that the sitting ends on time. */
  remedy: { item: number; to: number } | null;
}

const MINUTE = 60;
const SHORTEST_CUT = 5;

/** An item that was passed over (not started, before the current one) is no longer counted on, but stays reachable. */
export function scheduleOf(agenda: readonly AgendaItemView[], stage: StageView, sitting: SittingView, now: number): Schedule {
  const items = [...agenda].sort((a, b) => a.position - b.position);
  const until = stage.live_until ?? now;
  const planned = items.reduce((sum, item) => sum + item.planned_minutes, 0);
  const elapsed = stage.live_from === null ? 0 : Math.max(0, (until - stage.live_from) / MINUTE);
  const at = items.findIndex((item) => item.id === stage.current_item && item.ended_at === null);
  const lastHeld = items.reduce((last, item, index) => (item.started_at !== null ? index : last), -1);
  const present = at >= 0 ? at : lastHeld;

  let clock = stage.live_from === null ? Math.max(now, sitting.starts_at) : until;
  let nextGiven = false;
  const times = items.map((item, index): ItemTime => {
    if (index === at && item.started_at !== null) {
      const gone = Math.max(0, (until - item.started_at) / MINUTE);
      const left = Math.max(0, item.planned_minutes - gone);
      clock = until + left * MINUTE;
      return {
        item,
        state: "now",
        starts_at: item.started_at,
        minutes: gone,
        over: Math.max(0, gone - item.planned_minutes),
        left,
        progress: Math.min(100, (100 * gone) / item.planned_minutes),
      };
    }
    if (item.started_at !== null) {
      const minutes = ((item.ended_at ?? until) - item.started_at) / MINUTE;
      const over = Math.max(0, minutes - item.planned_minutes);
      return { item, state: "ended", starts_at: item.started_at, minutes, over, left: 0, progress: 100 };
    }
    const passed = index < present;
    const starts_at = clock;
    if (!passed) clock += item.planned_minutes * MINUTE;
    const state = passed ? "passed" : nextGiven ? "later" : "next";
    if (state === "next") nextGiven = true;
    return { item, state, starts_at, minutes: item.planned_minutes, over: 0, left: 0, progress: 0 };
  });

  if (stage.state !== "live" || items.length === 0) {
    return { elapsed, planned, behind: null, items: times, remedy: null };
  }
  const behind = (clock - (sitting.starts_at + planned * MINUTE)) / MINUTE;
  return { elapsed, planned, behind, items: times, remedy: remedyFor(times, Math.ceil(behind)) };
}

/** The longest item to come that can bear the whole delay and keep at least half of its time. */
function remedyFor(times: readonly ItemTime[], behind: number): Schedule["remedy"] {
  if (behind < 2) return null;
  const able = times
    .filter(({ state, item }) => (state === "next" || state === "later") && item.kind !== "quiz")
    .map(({ item }) => ({ item: item.id, planned: item.planned_minutes, to: item.planned_minutes - behind }))
    .filter(({ planned, to }) => to >= SHORTEST_CUT && to >= planned / 2)
    .sort((a, b) => b.planned - a.planned);
  const best = able[0];
  return best ? { item: best.item, to: best.to } : null;
}

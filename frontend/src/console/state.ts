/** What this trainer's console keeps for itself: which activity it is about, and what it has left behind. */

import { computed, effect, signal } from "@preact/signals";
import { agenda, allActivities, rights, stage, you } from "../room/store";
import { focusOf, stepOf, type Situation, type Step } from "./step";

/** An activity picked by hand from the list. */
const picked = signal<number | null>(null);
const left = signal<ReadonlySet<number>>(new Set());

const situation = computed<Situation | null>(() =>
  stage.value && you.value
    ? {
        stage: stage.value,
        agenda: agenda.value,
        activities: allActivities.value,
        rights: [...rights.value],
        picked: picked.value,
        left: left.value,
      }
    : null,
);

export const step = computed<Step>(() => (situation.value ? stepOf(situation.value) : { kind: "watch" }));
/** The activity that the console is about, whatever its state; null when none is. */
export const focus = computed(() => {
  const now = step.value;
  if ("activity" in now) return now.activity;
  return situation.value ? focusOf(situation.value) : null;
});

/** Ask nothing more about an activity that is closed or shown. */
export function leave(activity: number): void {
  picked.value = null;
  left.value = new Set([...left.peek(), activity]);
}

/** Make the console about an activity again. */
export function pick(activity: number): void {
  left.value = new Set([...left.peek()].filter((id) => id !== activity));
  picked.value = activity;
}

let place = "";
let open = "";

// Whoever turns the page or starts an item has moved on from results that were shown.
effect(() => {
  const now = stage.value ? `${stage.value.current_item}.${stage.value.deck?.id}.${stage.value.page}` : "";
  const shown = allActivities.peek().filter((activity) => activity.state === "revealed");
  if (place && now !== place) shown.forEach((activity) => leave(activity.id));
  place = now;
});

// What a co-trainer opens comes before what was picked here.
effect(() => {
  const opened = allActivities.value.filter((activity) => activity.state === "open").map((activity) => activity.id);
  const now = opened.join();
  if (now && now !== open && picked.peek() !== null && !opened.includes(picked.peek() ?? 0)) picked.value = null;
  open = now;
});

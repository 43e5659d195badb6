/** Which activity the panel shows first, and when its time is over for this person. */

import { computed } from "@preact/signals";
import type { ActivityView, AnswerResponse } from "../protocol";
import { byId } from "../room/lists";
import { activities, agenda, extraPercent, myAnswers, stage } from "../room/store";
import { answerStates } from "../room/commands";

/**
 * The open activity; else the last one that was opened, as long as the trainer has not moved on to another item of the
 * agenda. Null when nothing was asked in this part.
 */
export const currentActivity = computed<ActivityView | null>(() => {
  const asked = activities.value.filter(({ state }) => state !== "prepared");
  const latest = (views: ActivityView[]) =>
    views.reduce<ActivityView | null>((last, view) => ((view.opened_at ?? 0) >= (last?.opened_at ?? 0) ? view : last), null);
  const open = latest(asked.filter(({ state }) => state === "open"));
  if (open) return open;
  const last = latest(asked);
  if (!last) return null;
  const item = byId(agenda.value, stage.value?.current_item);
  const ofThisPart = !item || last.agenda_item === item.id || (last.opened_at ?? 0) >= (item.started_at ?? 0);
  return ofThisPart ? last : null;
});

/** When an open activity closes for this person, with their extra time; null when it has no time. */
export function ownDeadline(activity: ActivityView): number | null {
  if (activity.closes_at === null) return null;
  return activity.closes_at + ((activity.seconds ?? 0) * extraPercent.value) / 100;
}

/** The seconds that this person has for it. */
export function ownSeconds(activity: ActivityView): number {
  return (activity.seconds ?? 0) * (1 + extraPercent.value / 100);
}

/** On a phone a timed question takes the slide's place: nobody should scroll against the clock. */
export function takesTheStage(activity: ActivityView | null): boolean {
  return activity !== null && activity.seconds !== null;
}

/** The person's own answer, as far as this screen or the server may know it. */
export function ownAnswer(activity: ActivityView): AnswerResponse | null {
  const state = answerStates.value[activity.id];
  if (state && state.state !== "refused") return state.response;
  return myAnswers.value[activity.id] ?? null;
}

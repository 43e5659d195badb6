/** The one action of the console: decided from what the room shows, drawn by Act.tsx. */

import type { ActivityView, AgendaItemView, RightCode, StageView } from "../protocol";

export type Step =
  | { kind: "watch" }
  | { kind: "ended" }
  | { kind: "await_start" }
  | { kind: "start" }
  | { kind: "open"; activity: ActivityView }
  | { kind: "close"; activity: ActivityView }
  | { kind: "reveal"; activity: ActivityView }
  | { kind: "after"; activity: ActivityView; then: Onward }
  | { kind: "onward"; then: Onward };

/** Where the sitting goes next when no activity asks for anything. */
export type Onward =
  | { to: "question"; activity: ActivityView }
  | { to: "page"; page: number }
  | { to: "item"; item: AgendaItemView }
  | { to: "end" };

export interface Situation {
  stage: StageView;
  agenda: readonly AgendaItemView[];
  activities: readonly ActivityView[];
  rights: readonly RightCode[];
  /** Activity that the trainer picked by hand, whatever its state. */
  picked: number | null;
  /** Activities that the trainers have left behind: closed or shown, they ask for nothing more. */
  left: ReadonlySet<number>;
}

export function inOrder(activities: readonly ActivityView[]): ActivityView[] {
  return [...activities].sort((a, b) => a.position - b.position || a.id - b.id);
}

/** Prepared activities of an item, in order. Those of no item belong to whatever is current. */
export function preparedFor(activities: readonly ActivityView[], item: number | null): ActivityView[] {
  return inOrder(activities).filter(
    (activity) => activity.state === "prepared" && (activity.agenda_item === null || activity.agenda_item === item),
  );
}

/** The activity that the console is about: the picked one, else the open one, else the last one not left behind. */
export function focusOf({ activities, picked, left }: Situation): ActivityView | null {
  const byHand = activities.find((activity) => activity.id === picked);
  if (byHand) return byHand;
  const used = activities
    .filter((activity) => activity.opened_at !== null && activity.state !== "prepared")
    .sort((a, b) => (b.opened_at ?? 0) - (a.opened_at ?? 0));
  const open = used.find((activity) => activity.state === "open");
  if (open) return open;
  const last = used[0];
  return last && !left.has(last.id) ? last : null;
}

export function nextItem(agenda: readonly AgendaItemView[], current: number | null): AgendaItemView | null {
  const items = [...agenda].sort((a, b) => a.position - b.position);
  const at = items.findIndex((item) => item.id === current);
  return items.slice(at + 1).find((item) => item.started_at === null) ?? null;
}

function onward(situation: Situation): Onward {
  const { stage, agenda } = situation;
  const item = nextItem(agenda, stage.current_item);
  if (stage.current_item === null && item) return { to: "item", item };
  if (stage.deck && stage.page < stage.deck.page_count) return { to: "page", page: stage.page + 1 };
  return item ? { to: "item", item } : { to: "end" };
}

export function stepOf(situation: Situation): Step {
  const { stage, agenda, activities, rights } = situation;
  if (stage.state === "ended") return { kind: "ended" };
  if (stage.state === "lobby") return { kind: rights.includes("host") ? "start" : "await_start" };
  if (!rights.includes("present")) return { kind: "watch" };
  const focus = focusOf(situation);
  if (focus) {
    if (focus.state === "prepared") return { kind: "open", activity: focus };
    if (focus.state === "open") return { kind: "close", activity: focus };
    if (focus.state === "closed") return { kind: "reveal", activity: focus };
    const sister = inOrder(activities).find(
      (activity) => focus.quiz !== null && activity.quiz === focus.quiz && activity.state === "prepared",
    );
    return { kind: "after", activity: focus, then: sister ? { to: "question", activity: sister } : onward(situation) };
  }
  const begun = stage.current_item !== null || agenda.length === 0;
  const prepared = begun ? preparedFor(activities, stage.current_item)[0] : undefined;
  return prepared ? { kind: "open", activity: prepared } : { kind: "onward", then: onward(situation) };
}

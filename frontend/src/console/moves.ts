/** What another of the team did last: the last change wins, everyone sees who made it, and it can be taken back. */

import { effect, signal } from "@preact/signals";
import type { PersonView } from "../protocol";
import { activityDeed, stage, you } from "../room/store";

export type Deed =
  /** `from`: where everybody was before; null when the deck changed too. */
  | { by: PersonView; did: "turned"; page: number; from: number | null }
  | { by: PersonView; did: "opened" | "closed" | "revealed" | "hid" };

/** The last change of the stage or an activity, when another made it; null when it was one's own. */
export const lastDeed = signal<Deed | null>(null);

const isMe = (person: PersonView) => person.id === you.peek()?.person.id;

let before: { deck: number; page: number } | null = null;

effect(() => {
  const now = stage.value;
  if (!now?.deck) {
    before = null;
    return;
  }
  const here = { deck: now.deck.id, page: now.page };
  if (before && (before.deck !== here.deck || before.page !== here.page)) {
    const from = before.deck === here.deck ? before.page : null;
    lastDeed.value = now.by && !isMe(now.by) ? { by: now.by, did: "turned", page: here.page, from } : null;
  }
  before = here;
});

effect(() => {
  const deed = activityDeed.value;
  // An activity that closes because another one opens is told first; what follows it is what counts.
  if (!deed || deed.before === deed.now || deed.now === "prepared") return;
  const did = deed.now === "open" ? "opened" : deed.now === "revealed" ? "revealed" : deed.before === "revealed" ? "hid" : "closed";
  lastDeed.value = isMe(deed.by) ? null : { by: deed.by, did };
});

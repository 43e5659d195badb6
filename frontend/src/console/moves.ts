/** Who else moved the page: the last change wins, and it can be taken back. */

import { effect, signal } from "@preact/signals";
import type { PersonView } from "../protocol";
import { stage, you } from "../room/store";

export interface Move {
  by: PersonView;
  page: number;
  /** Where everybody was before; null when the deck changed too. */
  from: number | null;
}

/** The last move, when another of the team made it. */
export const lastMove = signal<Move | null>(null);

let before: { deck: number; page: number } | null = null;

effect(() => {
  const now = stage.value;
  if (!now?.deck) {
    before = null;
    lastMove.value = null;
    return;
  }
  const here = { deck: now.deck.id, page: now.page };
  if (before && (before.deck !== here.deck || before.page !== here.page)) {
    const other = now.by && now.by.id !== you.peek()?.person.id;
    const from = before.deck === here.deck ? before.page : null;
    lastMove.value = other && now.by ? { by: now.by, page: here.page, from } : null;
  }
  before = here;
});

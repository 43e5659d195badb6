/** Commands on their way: kept until acknowledged, sent again once after each return of the line, with the same id. */

import type { AnyCommand } from "../protocol";

export type Outcome =
  | { ok: true; data: Record<string, unknown> | null }
  | { ok: false; code: string; data: Record<string, unknown> };

interface Entry {
  command: AnyCommand;
  since: number;
  settle: (outcome: Outcome) => void;
}

export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What a person wrote or chose outlives a loss of any length, and a reload. */
const LASTING: ReadonlySet<AnyCommand["type"]> = new Set(["give_answer", "ask", "say", "vote_question", "add_companion"]);
/** Anything else is stale after so long: turning a page then would surprise the room. */
const STALE_MS = 10_000;

export class Pending {
  private entries = new Map<string, Entry>();

  constructor(
    private store: Store | null,
    private key: string,
    private now: () => number = () => Date.now(),
  ) {}

  /** Take back what an earlier page of this tab left unacknowledged. */
  restore(settle: (command: AnyCommand, outcome: Outcome) => void): AnyCommand[] {
    let kept: AnyCommand[] = [];
    try {
      kept = JSON.parse(this.store?.getItem(this.key) ?? "[]") as AnyCommand[];
    } catch {
      kept = [];
    }
    for (const command of kept) this.add(command, (outcome) => settle(command, outcome));
    return kept;
  }

  add(command: AnyCommand, settle: (outcome: Outcome) => void): void {
    this.entries.set(command.id, { command, since: this.now(), settle });
    this.write();
  }

  /** Drop unsent answers to the same activity: the newest one counts. */
  replaceAnswer(activity: number): void {
    for (const [id, { command, settle }] of this.entries) {
      if (command.type !== "give_answer" || command.activity !== activity) continue;
      this.entries.delete(id);
      settle({ ok: false, code: "replaced", data: {} });
    }
    this.write();
  }

  settle(id: string, outcome: Outcome): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    this.write();
    entry.settle(outcome);
  }

  /** What to send again after a return, in the order it was given; what is stale is refused here. */
  again(): AnyCommand[] {
    for (const [id, { command, since }] of [...this.entries]) {
      if (!LASTING.has(command.type) && this.now() - since > STALE_MS) {
        this.settle(id, { ok: false, code: "line.lost", data: {} });
      }
    }
    return [...this.entries.values()].map(({ command }) => command);
  }

  get size(): number {
    return this.entries.size;
  }

  private write(): void {
    const lasting = [...this.entries.values()].map(({ command }) => command).filter(({ type }) => LASTING.has(type));
    try {
      this.store?.setItem(this.key, JSON.stringify(lasting));
    } catch {
      // Full or forbidden storage: it is kept in memory still.
    }
  }
}

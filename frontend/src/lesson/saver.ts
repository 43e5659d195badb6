/** Sends what was written until the server says that it is saved; keeps it in the browser until then. */

import { pause } from "../attempt/sender";

/** A form as it would be sent, in order. */
export type Pairs = [string, string][];

/** What became of one request. `lost`: nobody knows whether it arrived. `blocks`: ids by the names that the page uses. */
export type Answer =
  | { kind: "saved"; revision: number; blocks: Record<string, number>; advice?: string }
  | { kind: "conflict"; revision: number; html: string }
  | { kind: "refused"; sentences: string[]; faults?: Record<string, string[]> }
  | { kind: "signed-out" }
  | { kind: "lost" };

interface Message {
  body: Pairs;
  /** The revision that its author saw. */
  seen: number;
}

/** What is kept in the browser. `sent` went out, and nobody knows yet whether it arrived: it goes again as it was. */
export interface Kept extends Message {
  sent?: Message;
}

export interface Watcher {
  unsaved(): void;
  saving(): void;
  /** Everything is saved. `advice`: what the author might look at again, as HTML. */
  saved(advice?: string): void;
  named(blocks: Record<string, number>): void;
  waiting(why: "line" | "signed-out"): void;
  /** `faults`: what is wrong with single blocks, by the names that the page uses. */
  refused(sentences: string[], faults?: Record<string, string[]>): void;
  conflict(html: string): void;
  /** What the other one wrote was chosen. */
  theirs(): void;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const same = (one: Pairs, other: Pairs) => JSON.stringify(one) === JSON.stringify(other);

/** `body` with the ids that its new blocks got meanwhile. */
export function withIds(body: Pairs, blocks: Record<string, number>): Pairs {
  return body.map(([name, value]) => {
    const id = name.endsWith("-id") && value === "" ? blocks[name.slice(0, -"-id".length)] : undefined;
    return [name, id === undefined ? value : String(id)];
  });
}

export class Saver {
  kept: Kept | undefined;
  private busy = false;
  private held = false;
  private stopped: Pairs | undefined;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store | null,
    private readonly key: string,
    private revision: number,
    private readonly post: (body: Pairs) => Promise<Answer>,
    private readonly watcher: Watcher,
    private readonly random: () => number = Math.random,
  ) {
    try {
      this.kept = JSON.parse(store?.getItem(key) ?? "null") ?? undefined;
    } catch {
      store?.removeItem(key);
    }
    if (this.kept) this.revision = this.kept.seen;
  }

  /** Take in what the page holds now; it goes with the next {@link flush}. */
  give(body: Pairs): void {
    this.kept = { body, seen: this.revision, ...(this.kept?.sent ? { sent: this.kept.sent } : {}) };
    this.keep();
    if (!this.held) this.watcher.unsaved();
  }

  /** Send now, without waiting for the end of a pause. */
  flush(): void {
    clearTimeout(this.timer);
    void this.pump();
  }

  /** After a conflict: `mine` stands over what was saved meanwhile, or `theirs` stays. Both are kept in the history. */
  async settle(keep: "mine" | "theirs"): Promise<void> {
    const kept = this.kept;
    if (!kept || this.busy) return;
    this.busy = true;
    this.watcher.saving();
    const answer = await this.post([...kept.body, ["seen", String(this.revision)], ["keep", keep]]);
    this.busy = false;
    if (answer.kind === "saved") {
      this.held = false;
      if (keep === "theirs") {
        this.drop();
        this.watcher.theirs();
        return;
      }
      this.took(kept, answer);
    } else if (answer.kind === "conflict") {
      this.revision = answer.revision;
      this.watcher.conflict(answer.html);
    } else if (answer.kind === "refused") this.watcher.refused(answer.sentences, answer.faults);
    else this.watcher.waiting(answer.kind === "lost" ? "line" : "signed-out");
  }

  private keep(): void {
    try {
      if (this.kept) this.store?.setItem(this.key, JSON.stringify(this.kept));
      else this.store?.removeItem(this.key);
    } catch {
      // Full, or forbidden: the page itself still holds it.
    }
  }

  private drop(): void {
    this.kept = undefined;
    this.keep();
  }

  private async pump(): Promise<void> {
    const kept = this.kept;
    if (this.busy || this.held || !kept) return;
    if (!kept.sent && this.stopped && same(this.stopped, kept.body)) return;
    const message: Message = kept.sent ?? { body: kept.body, seen: this.revision };
    this.kept = { ...kept, sent: message };
    this.keep();
    this.busy = true;
    this.watcher.saving();
    const answer = await this.post([...message.body, ["seen", String(message.seen)]]);
    this.busy = false;
    this.take(message, answer);
  }

  private take(message: Message, answer: Answer): void {
    if (answer.kind === "lost" || answer.kind === "signed-out") {
      this.tries += 1;
      this.watcher.waiting(answer.kind === "lost" ? "line" : "signed-out");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.pump(), pause(this.tries, this.random()));
      return;
    }
    this.tries = 0;
    if (answer.kind === "saved") {
      this.took(message, answer);
      return;
    }
    const kept = this.kept;
    if (kept) this.kept = { body: kept.body, seen: kept.seen };
    this.keep();
    if (answer.kind === "conflict") {
      this.held = true;
      this.revision = answer.revision;
      this.watcher.conflict(answer.html);
    } else {
      this.stopped = message.body;
      this.watcher.refused(answer.sentences, answer.faults);
      void this.pump();
    }
  }

  private took(message: Message, answer: { revision: number; blocks: Record<string, number>; advice?: string }): void {
    const kept = this.kept;
    this.revision = answer.revision;
    this.watcher.named(answer.blocks);
    if (kept && !same(kept.body, message.body)) {
      this.kept = { body: withIds(kept.body, answer.blocks), seen: answer.revision };
      this.keep();
      void this.pump();
      return;
    }
    this.drop();
    this.watcher.saved(answer.advice);
  }
}

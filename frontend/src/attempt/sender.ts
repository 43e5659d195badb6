/** Sends drafts one after the other, again and again until the server says that they are saved. */

import type { Why } from "../study/line";
import type { Draft, Drafts, Fields } from "./drafts";

/** What became of one request. `lost`: nobody knows whether it arrived. */
export type Answer =
  | { kind: "saved"; revision: number; answered: boolean }
  | { kind: "stale"; revision: number }
  | { kind: "refused"; sentence: string }
  | { kind: "over"; code: string; sentence: string }
  | { kind: "signed-out" }
  | { kind: "other" }
  | { kind: "lost" };

export interface Message {
  lease: string;
  revision: number;
  fields: Fields;
  flagged: boolean;
}

export interface Watcher {
  saving(position: number): void;
  saved(position: number, answered: boolean): void;
  waiting(position: number, why: Why): void;
  refused(position: number, sentence: string): void;
  over(code: string, sentence: string): void;
}

const LONGEST = 30_000;

/** Milliseconds before try `number` (from 1), by chance (`random` in [0, 1)), so that a class does not return in one instant. */
export function pause(number: number, random: number): number {
  const ceiling = Math.min(LONGEST, 1000 * 2 ** Math.min(number, 10));
  return Math.round(ceiling * (0.25 + 0.75 * random));
}

export class Sender {
  private readonly refused = new Set<number>();
  private readonly held = new Set<number>();
  private busy = false;
  private stopped = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly drafts: Drafts,
    private readonly revisions: Map<number, number>,
    private readonly lease: string,
    private readonly post: (position: number, message: Message) => Promise<Answer>,
    private readonly watcher: Watcher,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether nothing is left to be sent; what was refused or waits for a decision is not counted. */
  get isDone(): boolean {
    return !this.busy && this.next() === undefined;
  }

  /** Positions of what the server does not take as it stands. */
  get faults(): number[] {
    return [...this.refused];
  }

  /** Take in what was given; it goes with the next {@link flush}. */
  give(position: number, fields: Fields, flagged: boolean, at: number): void {
    const before = this.drafts.get(position);
    const base = before?.base ?? this.revisions.get(position) ?? 0;
    this.refused.delete(position);
    this.drafts.put(position, { fields, flagged, base, at, ...(before?.sent ? { sent: before.sent } : {}) });
  }

  /** Do not send the draft until {@link decide}: another answer was saved after it was given. */
  hold(position: number): void {
    this.held.add(position);
  }

  decide(position: number): void {
    this.held.delete(position);
    this.rebase(position);
    this.flush();
  }

  /** Send now, without waiting for the end of a pause. */
  flush(): void {
    clearTimeout(this.timer);
    void this.pump();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private next(): [number, Draft] | undefined {
    return this.drafts.all().find(([position]) => !this.held.has(position) && !this.refused.has(position));
  }

  private rebase(position: number): void {
    const draft = this.drafts.get(position);
    if (draft) this.drafts.put(position, { ...draft, base: this.revisions.get(position) ?? 0 });
  }

  private async pump(): Promise<void> {
    if (this.busy || this.stopped) return;
    const first = this.next();
    if (!first) return;
    const [position, given] = first;
    const draft: Draft = { ...given, sent: given.fields };
    this.busy = true;
    this.drafts.put(position, draft);
    this.watcher.saving(position);
    const { fields, flagged } = draft;
    const answer = await this.post(position, { lease: this.lease, revision: draft.base + 1, fields, flagged });
    this.busy = false;
    if (!this.stopped) this.take(position, draft, answer);
  }

  private take(position: number, draft: Draft, answer: Answer): void {
    if (answer.kind === "over") {
      this.stop();
      this.watcher.over(answer.code, answer.sentence);
      return;
    }
    if (answer.kind === "lost" || answer.kind === "signed-out" || answer.kind === "other") {
      this.tries += 1;
      this.watcher.waiting(position, answer.kind === "lost" ? "line" : answer.kind);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.pump(), pause(this.tries, this.random()));
      return;
    }
    this.tries = 0;
    const isSame = this.drafts.get(position) === draft;
    if (answer.kind === "saved") {
      this.revisions.set(position, answer.revision);
      if (isSame) this.drafts.remove(position);
      else this.rebase(position);
      if (isSame) this.watcher.saved(position, answer.answered);
    } else if (answer.kind === "stale") {
      // This window alone may write: what is newer came from here, and only its acknowledgement was lost.
      this.revisions.set(position, answer.revision);
      this.rebase(position);
    } else if (isSame) {
      this.refused.add(position);
      this.watcher.refused(position, answer.sentence);
    }
    void this.pump();
  }
}

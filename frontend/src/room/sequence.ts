/** The order of recorded events: each topic's `seq` has no gaps. */

export type Topic = "room" | "team" | "me";
export type Verdict = "apply" | "repeat" | "gap";

export class Sequence {
  private last: Partial<Record<Topic, number>> = {};

  /** What was seen last, for `join`; empty before the first welcome. */
  get seen(): Partial<Record<Topic, number>> {
    return { ...this.last };
  }

  /** Start from a welcome's numbers. */
  reset(seqs: Partial<Record<Topic, number>>): void {
    this.last = { ...seqs };
  }

  /** Whether an event is the next one. Only then is it taken as seen. */
  take(topic: Topic, seq: number): Verdict {
    const last = this.last[topic] ?? 0;
    if (seq <= last) return "repeat";
    if (seq > last + 1) return "gap";
    this.last[topic] = seq;
    return "apply";
  }
}

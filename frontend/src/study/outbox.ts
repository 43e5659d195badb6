/** What a learner did that the server has not acknowledged yet, kept in the browser by person; each change under its own word. */

export interface Change {
  /** Names the change for the server, which does it once however often it arrives. */
  change: string;
  kind: "done" | "place" | "post";
  lesson: string;
  address: string;
  /** The fields of the form, without the word against forgery. */
  fields: Record<string, string>;
  /** When it was done, in milliseconds since 1970. */
  at: number;
  /** Why the server did not take it: what somebody wrote stays here until they decide what becomes of it. */
  refused?: string;
}

export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** What waits for longer is let go of: the server would not take it with its own time either. */
export const LONGEST = 30 * 86_400_000;

export class Outbox {
  /** What the browser could not store lives as long as the page. */
  private readonly held = new Map<string, Change>();
  private readonly prefix: string;

  constructor(
    private readonly store: Store | null,
    reader: string,
  ) {
    this.prefix = `study.${reader}.out.`;
  }

  /** Whether it is kept beyond this page. */
  put(change: Change): boolean {
    try {
      if (!this.store) throw new Error("no store");
      this.store.setItem(this.prefix + change.change, JSON.stringify(change));
      this.held.delete(change.change);
      return true;
    } catch {
      this.held.set(change.change, change);
      return false;
    }
  }

  remove(change: string): void {
    this.held.delete(change);
    this.store?.removeItem(this.prefix + change);
  }

  /** Whether it is still to be sent: another window may have sent it, or taken it back. */
  has(change: string): boolean {
    return this.held.has(change) || (this.store?.getItem(this.prefix + change) ?? null) !== null;
  }

  /** Those made first come first; what other windows left too. */
  all(): Change[] {
    const found = new Map(this.held);
    const keys = Array.from({ length: this.store?.length ?? 0 }, (_, place) => this.store?.key(place) ?? "");
    for (const key of keys.filter((each) => each.startsWith(this.prefix))) {
      try {
        const kept = JSON.parse(this.store?.getItem(key) ?? "") as Change;
        if (Date.now() - kept.at > LONGEST) throw new Error("too old");
        found.set(kept.change, kept);
      } catch {
        this.store?.removeItem(key);
      }
    }
    return [...found.values()].sort((one, other) => one.at - other.at);
  }

  /** What is to be sent. */
  waiting(): Change[] {
    return this.all().filter((change) => change.refused === undefined);
  }

  /** What the learner knows of: the place in a lesson is noted without their asking. */
  get size(): number {
    return this.waiting().filter((change) => change.kind !== "place").length;
  }
}

/** A word that nobody else makes. */
export function newWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

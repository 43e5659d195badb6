/** What a learner did that the server has not acknowledged yet, kept in the browser by person; each change under its own word. */

export interface Change {
  /** Names the change for the server, which does it once however often it arrives. */
  change: string;
  kind: "done" | "place";
  lesson: string;
  address: string;
  /** The fields of the form, without the word against forgery. */
  fields: Record<string, string>;
  /** When it was done, in milliseconds since 1970. */
  at: number;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class Outbox {
  /** Without a `store` (a browser may forbid it) changes live as long as the page. */
  private readonly held = new Map<string, Change>();
  private readonly prefix: string;

  constructor(
    private readonly store: Store | null,
    reader: string,
  ) {
    this.prefix = `study.${reader}.out.`;
  }

  put(change: Change): void {
    this.held.set(change.change, change);
    try {
      this.store?.setItem(this.prefix + change.change, JSON.stringify(change));
    } catch {
      // Full, or forbidden: the page itself still holds it.
    }
  }

  remove(change: string): void {
    this.held.delete(change);
    this.store?.removeItem(this.prefix + change);
  }

  /** Those made first come first; what other windows left too. */
  all(): Change[] {
    const found = new Map(this.held);
    for (let place = 0; place < (this.store?.length ?? 0); place += 1) {
      const key = this.store?.key(place) ?? "";
      if (!key.startsWith(this.prefix)) continue;
      try {
        const kept = JSON.parse(this.store?.getItem(key) ?? "") as Change;
        found.set(kept.change, kept);
      } catch {
        this.store?.removeItem(key);
      }
    }
    return [...found.values()].sort((one, other) => one.at - other.at);
  }
}

/** A word that nobody else makes. */
export function newWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

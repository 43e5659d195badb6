/** What was given and is not acknowledged yet, kept in the browser by attempt and question. */

/** Values of a question's fields by name; what is empty is left out. */
export type Fields = Record<string, string[]>;

export interface Draft {
  fields: Fields;
  flagged: boolean;
  /** The revision that was saved when this was given. */
  base: number;
  /** What was last sent of it: the acknowledgement may have been lost. */
  sent?: Fields;
  /** When it was given, in milliseconds since 1970. */
  at: number;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function same(one: Fields, other: Fields): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
  );
}

/** What becomes of a draft when the page is opened: the server holds `saved` at `revision`. */
export function verdict(draft: Draft, revision: number, saved: Fields): "drop" | "send" | "conflict" {
  if (revision > draft.base && same(saved, draft.fields)) return "drop";
  if (revision <= draft.base || (draft.sent && same(saved, draft.sent))) return "send";
  return "conflict";
}

export class Drafts {
  private readonly held = new Map<number, Draft>();
  /** Whether the browser keeps what is here beyond this page. */
  isStored = true;

  /** Without a `store` (a browser may forbid it) drafts live as long as the page. */
  constructor(
    private readonly store: Store | null,
    private readonly key: string,
  ) {
    try {
      const kept = JSON.parse(store?.getItem(key) ?? "{}") as Record<string, Draft>;
      for (const [position, draft] of Object.entries(kept)) this.held.set(Number(position), draft);
    } catch {
      store?.removeItem(key);
    }
  }

  get size(): number {
    return this.held.size;
  }

  get(position: number): Draft | undefined {
    return this.held.get(position);
  }

  /** Those given first come first. */
  all(): [number, Draft][] {
    return [...this.held].sort(([, one], [, other]) => one.at - other.at);
  }

  put(position: number, draft: Draft): void {
    this.held.set(position, draft);
    this.keep();
  }

  remove(position: number): void {
    this.held.delete(position);
    this.keep();
  }

  clear(): void {
    this.held.clear();
    this.keep();
  }

  private keep(): void {
    try {
      if (this.held.size) this.store?.setItem(this.key, JSON.stringify(Object.fromEntries(this.held)));
      else this.store?.removeItem(this.key);
      this.isStored = this.store !== null;
    } catch {
      this.isStored = false; // full, or forbidden: the page itself still holds them
    }
  }
}

/** An answer that the server acknowledged. */
export interface Acknowledged {
  fields: Fields;
  flagged: boolean;
  revision: number;
  answered: boolean;
}

/** What was saved since the page was made: a page that is kept on the device, and opened again without a line, lacks it. */
export class Since {
  private held: Record<string, Acknowledged> = {};

  constructor(
    private readonly store: Store | null,
    private readonly key: string,
  ) {
    try {
      this.held = JSON.parse(store?.getItem(key) ?? "{}") as Record<string, Acknowledged>;
    } catch {
      store?.removeItem(key);
    }
  }

  /** Those newer than the page, which has its answers at `revisions`; the others are let go of. */
  newer(revisions: ReadonlyMap<number, number>): [number, Acknowledged][] {
    const found = Object.entries(this.held).map(([position, each]): [number, Acknowledged] => [Number(position), each]);
    const newer = found.filter(([position, each]) => each.revision > (revisions.get(position) ?? Infinity));
    this.held = Object.fromEntries(newer);
    this.keep();
    return newer;
  }

  put(position: number, answer: Acknowledged): void {
    this.held[position] = answer;
    this.keep();
  }

  clear(): void {
    this.held = {};
    this.keep();
  }

  private keep(): void {
    try {
      if (Object.keys(this.held).length) this.store?.setItem(this.key, JSON.stringify(this.held));
      else this.store?.removeItem(this.key);
    } catch {
      // Full, or forbidden: the server has them.
    }
  }
}

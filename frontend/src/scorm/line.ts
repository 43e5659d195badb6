/** What goes from a package to the server. "true" means that the server stored it, and nothing else does. */

export type Saved = "saved" | "unsaved" | "elsewhere" | "closed";

export interface Told {
  kind: "scorm";
  saved: Saved;
  isComplete?: boolean;
  isDone?: boolean;
}

/** What a page of an opaque frame tells. ``body``: what it could not send as it closed; whoever hears it sends it. */
export interface ToldWithin extends Told {
  item: number;
  body?: string;
}

export interface Beginning {
  cmi: Record<string, unknown>;
  revision: number;
  isSco: boolean;
  /** Whether anything is kept: the team looks without leaving a trace. */
  isKept: boolean;
}

const AGAIN = 5000;

export function beginningOf(base: string, item: number): Beginning {
  const request = new XMLHttpRequest();
  request.open("GET", `${base}state/${item}`, false);
  request.send();
  if (request.status !== 200) throw new Error(`The item cannot begin: ${request.status}.`);
  return JSON.parse(request.responseText) as Beginning;
}

/** One item's line in one window. What could not be stored is sent again until it is, or until something newer is. */
export class Line {
  private readonly run = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  private number = 0;
  private waiting = "";
  private timer = 0;

  constructor(
    private readonly address: string,
    private readonly beginning: Beginning,
    private readonly tell: (told: Told) => void,
  ) {}

  /** Store now. The answer is the server's: false when it did not come, or was not "stored". */
  store(cmi: unknown, end: boolean): boolean {
    if (!this.beginning.isKept) return true;
    const body = this.body(cmi, end);
    try {
      const request = new XMLHttpRequest();
      request.open("POST", this.address, false);
      request.setRequestHeader("Content-Type", "text/plain;charset=UTF-8");
      request.send(body);
      return this.heard(body, request.status, request.responseText);
    } catch {
      // A page that closes may ask nothing and wait: what it sends may arrive, but nobody can say so.
      if (end) navigator.sendBeacon(this.address, new Blob([body], { type: "text/plain;charset=UTF-8" }));
      return this.heard(body, 0, "");
    }
  }

  /** Store without waiting. */
  async storeLater(cmi: unknown): Promise<void> {
    if (this.beginning.isKept) await this.send(this.body(cmi, false));
  }

  private body(cmi: unknown, end: boolean): string {
    this.number += 1;
    this.waiting = JSON.stringify({ run: this.run, number: this.number, seen: this.beginning.revision, end, cmi });
    return this.waiting;
  }

  /** What could not go out, if there is something. */
  get unsent(): string {
    return this.waiting;
  }

  /** Send what another line, which is closed now, could not. */
  adopt(body: string): void {
    this.waiting = body;
    void this.send(body);
  }

  private async send(body: string): Promise<void> {
    try {
      const answer = await fetch(this.address, { method: "POST", body, headers: { "Content-Type": "text/plain;charset=UTF-8" } });
      this.heard(body, answer.status, await answer.text());
    } catch {
      this.heard(body, 0, "");
    }
  }

  private heard(body: string, status: number, text: string): boolean {
    if (status === 200) {
      if (body === this.waiting) this.waiting = "";
      const { isComplete, isDone } = JSON.parse(text) as Partial<Told>;
      this.tell({ kind: "scorm", saved: this.waiting ? "unsaved" : "saved", isComplete, isDone });
      return true;
    }
    const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (isRefused) this.waiting = "";
    this.tell({ kind: "scorm", saved: isRefused ? (text.includes("scorm.open_elsewhere") ? "elsewhere" : "closed") : "unsaved" });
    if (!isRefused) this.tryAgain();
    return false;
  }

  private tryAgain(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.waiting) void this.send(this.waiting);
    }, AGAIN);
  }
}

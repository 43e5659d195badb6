/** Sends what waits in the outbox, one after the other, again and again until the server says that it has it. */

import { pause } from "../attempt/sender";
import { type Alone, atOnce } from "./alone";
import type { Change, Outbox } from "./outbox";

export interface Reply {
  done?: number;
  of?: number;
  state?: string;
}

/** Why nothing goes out. `other`: somebody else is signed in on this device now. */
export type Why = "line" | "signed-out" | "other";

/** What became of one request. `lost`: nobody knows whether it arrived. */
export type Outcome =
  | { kind: "taken"; reply: Reply }
  | { kind: "refused"; sentence: string }
  | { kind: "signed-out" }
  | { kind: "other" }
  | { kind: "lost" };

export interface Watcher {
  /** Nothing of it was acknowledged yet, and `waiting` changes are left. */
  waiting(waiting: number, why: Why): void;
  taken(change: Change, reply: Reply, waiting: number): void;
  refused(change: Change, sentence: string, waiting: number): void;
}

export class Line {
  private busy = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly post: (change: Change) => Promise<Outcome>,
    private readonly watcher: Watcher,
    private readonly random: () => number = Math.random,
    private readonly alone: Alone = atOnce,
  ) {}

  /** Whether it is kept on the device, too. */
  give(change: Change): boolean {
    const isKept = this.outbox.put(change);
    this.flush();
    return isKept;
  }

  /** Send now, without waiting for the end of a pause. */
  flush(): void {
    clearTimeout(this.timer);
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    const [change] = this.outbox.waiting();
    if (!change) return;
    this.busy = true;
    const outcome = await this.alone(async () => (this.outbox.has(change.change) ? this.post(change) : null)).catch(
      (): Outcome => ({ kind: "lost" }),
    );
    this.busy = false;
    if (outcome?.kind === "lost" || outcome?.kind === "signed-out" || outcome?.kind === "other") {
      this.tries += 1;
      this.watcher.waiting(this.outbox.waiting().length, outcome.kind === "lost" ? "line" : outcome.kind);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.pump(), pause(this.tries, this.random()));
      return;
    }
    this.tries = 0;
    if (outcome) this.settle(change, outcome);
    void this.pump();
  }

  /** What somebody wrote and the server refuses stays for them; anything else is over. */
  private settle(change: Change, outcome: { kind: "taken"; reply: Reply } | { kind: "refused"; sentence: string }): void {
    if (outcome.kind === "refused" && change.kind === "post") {
      if (this.outbox.has(change.change)) this.outbox.put({ ...change, refused: outcome.sentence });
    } else this.outbox.remove(change.change);
    const waiting = this.outbox.waiting().length;
    if (outcome.kind === "taken") this.watcher.taken(change, outcome.reply, waiting);
    else this.watcher.refused(change, outcome.sentence, waiting);
  }
}

const PATIENCE = 20_000;

/** The present word against forgery: a new sign-in in another window changes it. */
export function token(): string {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector<HTMLInputElement>('[name="csrfmiddlewaretoken"]')?.value ?? "";
}

/** Bring a change of `reader`'s to the server. What it refuses for good is not tried again. */
export const poster =
  (reader: string) =>
  async (change: Change): Promise<Outcome> => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const fields = { at: String(change.at), ...change.fields, change: change.change, sent: String(Date.now()) };
    try {
      const response = await fetch(change.address, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch", "X-Reader": reader },
        credentials: "same-origin",
        keepalive: true,
        signal: patience.signal,
      });
      if (response.redirected || response.status === 403) return { kind: "signed-out" };
      if (response.status === 204) return { kind: "taken", reply: {} };
      if (response.status === 404) return { kind: "refused", sentence: "" };
      if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { kind: "lost" };
      const body = (await response.json()) as Reply & { code?: string; sentence?: string };
      if (response.ok) return { kind: "taken", reply: body };
      return body.code === "reader.other" ? { kind: "other" } : { kind: "refused", sentence: body.sentence ?? "" };
    } finally {
      clearTimeout(timer);
    }
  };

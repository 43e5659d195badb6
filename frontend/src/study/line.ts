/** Sends what waits in the outbox, one after the other, again and again until the server says that it has it. */

import { pause } from "../attempt/sender";
import type { Change, Outbox } from "./outbox";

export interface Reply {
  done?: number;
  of?: number;
  state?: string;
}

/** What became of one request. `lost`: nobody knows whether it arrived. */
export type Outcome = { kind: "taken"; reply: Reply } | { kind: "refused"; sentence: string } | { kind: "signed-out" } | { kind: "lost" };

export interface Watcher {
  /** Nothing of it was acknowledged yet, and `waiting` changes are left. */
  waiting(waiting: number, why: "line" | "signed-out"): void;
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
  ) {}

  give(change: Change): void {
    this.outbox.put(change);
    this.flush();
  }

  /** Send now, without waiting for the end of a pause. */
  flush(): void {
    clearTimeout(this.timer);
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    const [change] = this.outbox.all();
    if (!change) return;
    this.busy = true;
    const outcome = await this.post(change).catch((): Outcome => ({ kind: "lost" }));
    this.busy = false;
    if (outcome.kind === "lost" || outcome.kind === "signed-out") {
      this.tries += 1;
      this.watcher.waiting(this.outbox.all().length, outcome.kind === "lost" ? "line" : "signed-out");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.pump(), pause(this.tries, this.random()));
      return;
    }
    this.tries = 0;
    this.outbox.remove(change.change);
    const waiting = this.outbox.all().length;
    if (outcome.kind === "taken") this.watcher.taken(change, outcome.reply, waiting);
    else this.watcher.refused(change, outcome.sentence, waiting);
    void this.pump();
  }
}

const PATIENCE = 20_000;

/** The present word against forgery: a new sign-in in another window changes it. */
function token(): string {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector<HTMLInputElement>('[name="csrfmiddlewaretoken"]')?.value ?? "";
}

/** Bring a change to the server. What it refuses for good is not tried again. */
export async function post(change: Change): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(change.address, {
      method: "POST",
      body: new URLSearchParams({ ...change.fields, change: change.change }),
      headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
      credentials: "same-origin",
      keepalive: true,
      signal: patience.signal,
    });
    if (response.redirected || response.status === 403) return { kind: "signed-out" };
    if (response.status === 204) return { kind: "taken", reply: {} };
    const isData = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    if (response.ok && isData) return { kind: "taken", reply: (await response.json()) as Reply };
    if (response.status === 404) return { kind: "refused", sentence: "" };
    if (isData) return { kind: "refused", sentence: ((await response.json()) as { sentence?: string }).sentence ?? "" };
    return { kind: "lost" };
  } finally {
    clearTimeout(timer);
  }
}

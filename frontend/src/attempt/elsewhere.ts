/** Sends the answers of an attempt that wait on this device from another page, as long as the attempt's own is not open here. */

import { type Known, draftsKey, sinceKey } from "../study/attempts";
import type { Store } from "../study/outbox";
import { ServerClock } from "./clock";
import { Drafts, Since } from "./drafts";
import { save } from "./line";
import { Sender, type Watcher } from "./sender";

/** The lock that an attempt's page holds while it is open. */
export const lockOf = (attempt: string): string => `attempt.${attempt}`;

export interface Sending {
  readonly waiting: number;
  flush(): void;
}

/** Null where nothing waits. */
export function sendElsewhere(store: Store | null, reader: string, known: Known, watcher: Watcher): Sending | null {
  const drafts = new Drafts(store, draftsKey(known.attempt));
  if (!drafts.size) return null;
  const since = new Since(store, sinceKey(known.attempt));
  const bases = new Map(drafts.all().map(([position, draft]) => [position, draft.base]));
  const sender = new Sender(
    drafts,
    bases,
    known.lease,
    async (position, message) => {
      const answer = await save(reader, `${known.address}${position}/save/`, message, new ServerClock(), () => undefined);
      if (answer.kind === "saved") since.put(position, { ...message, revision: answer.revision, answered: answer.answered });
      return answer;
    },
    watcher,
  );
  // Its own page was opened: that one sends now, and writes what waits.
  if ("BroadcastChannel" in globalThis) new BroadcastChannel(lockOf(known.attempt)).onmessage = () => sender.stop();
  return {
    get waiting() {
      return drafts.size;
    },
    flush: () => sender.flush(),
  };
}

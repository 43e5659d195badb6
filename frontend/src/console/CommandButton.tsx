/** A button that sends one command: busy until the server has answered, so that a second press does nothing. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { attempt, type Order } from "../room/commands";

interface Props {
  class?: string;
  disabled?: boolean;
  "aria-label"?: string;
  "aria-keyshortcuts"?: string;
  "aria-current"?: "true";
  order: Order | (() => Order);
  onDone?: () => void;
  children: ComponentChildren;
}

/** Orders under way, so that a key and a click at once are one press too. */
const underWay = new Set<string>();

/** Send `order` unless the same one is on its way. True when it was done. */
export async function press(order: Order): Promise<boolean> {
  const word = JSON.stringify(order);
  if (underWay.has(word)) return false;
  underWay.add(word);
  try {
    return await attempt(order);
  } finally {
    underWay.delete(word);
  }
}

export function CommandButton({ order, onDone, children, class: name = "btn", ...rest }: Props) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    const done = await press(typeof order === "function" ? order() : order);
    setBusy(false);
    if (done) onDone?.();
  };
  return (
    <button type="button" {...rest} class={name} aria-busy={busy || undefined} onClick={() => void run()}>
      {children}
    </button>
  );
}

/** Attempts with answers that wait on this device, by person: any page of theirs can send them, for the window that may write. */

import type { Store } from "./outbox";
import { LONGEST } from "./outbox";

export interface Known {
  attempt: string;
  lease: string;
  title: string;
  address: string;
  /** How far the server's clock is before this one, in milliseconds. */
  offset: number;
  at: number;
}

const keyOf = (reader: string, attempt: string): string => `study.${reader}.attempt.${attempt}`;

/** Where the answers of an attempt wait; and those saved since its page was kept. */
export const draftsKey = (attempt: string): string => `attempt.${attempt}`;
export const sinceKey = (attempt: string): string => `attempt.${attempt}.since`;

export function remember(store: Store | null, reader: string, known: Known): void {
  try {
    store?.setItem(keyOf(reader, known.attempt), JSON.stringify(known));
  } catch {
    // Full, or forbidden: the attempt's own page still sends.
  }
}

/** What a page of an attempt says that was just loaded, to be kept. */
export function readAttempt(html: string, address: string): Known | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  const form = page.querySelector<HTMLElement>("[data-attempt][data-lease]");
  const { attempt, lease, now } = form?.dataset ?? {};
  if (!attempt || !lease) return null;
  const at = Date.now();
  return { attempt, lease, title: page.querySelector("h1")?.textContent ?? "", address, offset: Number(now) * 1000 - at, at };
}

export function forget(store: Store | null, reader: string, attempt: string): void {
  for (const key of [keyOf(reader, attempt), draftsKey(attempt), sinceKey(attempt)]) store?.removeItem(key);
}

function keysOf(store: Store | null): string[] {
  return Array.from({ length: store?.length ?? 0 }, (_, place) => store?.key(place) ?? "");
}

/** The attempts of `reader` that were opened here; what is old is let go of. */
export function knownAttempts(store: Store | null, reader: string): Known[] {
  const found: Known[] = [];
  for (const key of keysOf(store).filter((each) => each.startsWith(keyOf(reader, "")))) {
    try {
      const known = JSON.parse(store?.getItem(key) ?? "") as Known;
      if (Date.now() - known.at > LONGEST) forget(store, reader, known.attempt);
      else found.push(known);
    } catch {
      store?.removeItem(key);
    }
  }
  return found;
}

const OWN = /^study\.([^.]+)\./;

/** Take everything of `reader`'s off this device. */
export function forgetReader(store: Store | null, reader: string): void {
  for (const { attempt } of knownAttempts(store, reader)) forget(store, reader, attempt);
  for (const key of keysOf(store).filter((each) => each.startsWith(`study.${reader}.`))) store?.removeItem(key);
}

/** Whether something waits here for the sign-in of somebody else than `reader`. */
export function othersWait(store: Store | null, reader: string): boolean {
  return keysOf(store).some((key) => {
    const owner = OWN.exec(key)?.[1];
    if (owner === undefined || owner === reader) return false;
    const attempt = key.split(".attempt.")[1];
    return key.includes(".out.") || (attempt !== undefined && store?.getItem(draftsKey(attempt)) !== null);
  });
}

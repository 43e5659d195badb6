/** Lets the service worker serve what is kept. Only pages that can be kept ask for it; without one everything else works. */

import { cacheOf, forgetOthers, NO_LINE } from "./names";

export function register(reader: string): boolean {
  if (!reader || !("serviceWorker" in navigator) || !("caches" in window)) return false;
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  void prepare(reader).catch(() => undefined);
  return true;
}

/** What is said without a line, in the language of this page. */
async function prepare(reader: string): Promise<void> {
  await forgetOthers(reader);
  const cache = await caches.open(cacheOf(reader));
  const held = await cache.match(NO_LINE);
  if (held?.headers.get("Content-Language") === document.documentElement.lang) return;
  const answer = await fetch(NO_LINE, { credentials: "same-origin" });
  if (answer.status === 200 && !answer.redirected) await cache.put(NO_LINE, answer);
}

export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

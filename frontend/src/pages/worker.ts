/** The service worker: serves pages that are kept on the device when there is no line. It fetches nothing by itself. */

import { beUnsure, cacheOf, forgetOthers, isUnsure, keptCaches, NO_LINE } from "../study/names";

interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const PATIENCE = 5000;
/** An attempt's page lets its window write and no other: an answer that comes late takes that from the kept one. */
const PATIENCE_OF_ATTEMPTS = 20_000;
const SIGN_OUT = "/accounts/logout/";
const SIGN_IN = /^\/(?:accounts|join)\//;
const IMMUTABLE = /^\/(?:static|slides|curriculum\/files|questions\/files)\//;
const PARTS = /(?:href|src|data-script)="(\/static\/[^"#]+)/g;
const LARGE = "/1600.webp";
const SMALL = "/960.webp";

const scope = self as unknown as {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: string, listener: (event: Fetching) => void): void;
};

/** What is kept, unless somebody may have signed in since whom it is not for: a page of theirs tells. */
async function kept(url: string): Promise<Response | undefined> {
  if (await isUnsure()) return undefined;
  for (const cache of await keptCaches()) {
    const found = await cache.match(url, { ignoreSearch: true, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

/**
 * A page that is kept is kept as it is now, with what a new version of the application brings along; whoever else signs in here
 * is shown nothing of it.
 */
async function take(request: Request, answer: Response): Promise<void> {
  const reader = answer.headers.get("X-Reader");
  if (reader) await forgetOthers(reader);
  if (!reader || answer.status !== 200 || answer.redirected || !answer.headers.has("X-Keepable")) return;
  if (!(await caches.has(cacheOf(reader)))) return;
  const cache = await caches.open(cacheOf(reader));
  const { pathname, search } = new URL(request.url);
  if (search || !(await cache.match(pathname))) return;
  const parts = new Set([...(await answer.clone().text()).matchAll(PARTS)].map((found) => found[1] ?? ""));
  for (const part of parts) if (!(await cache.match(part))) await cache.add(part);
  await cache.put(pathname, answer);
}

async function page(event: Fetching, path: string): Promise<Response> {
  const own = await kept(path);
  const network = fetch(event.request).then((answer) => {
    if (own && answer.status >= 502 && answer.status <= 504) throw new Error(String(answer.status));
    event.waitUntil(take(event.request, answer.clone()).catch(() => undefined));
    return answer;
  });
  const late = new Promise<Response>((resolve) => {
    if (own) setTimeout(() => resolve(own.clone()), path.startsWith("/attempts/") ? PATIENCE_OF_ATTEMPTS : PATIENCE);
  });
  try {
    return await Promise.race([network, late]);
  } catch {
    return own ?? (await kept(NO_LINE)) ?? Response.error();
  } finally {
    network.catch(() => undefined);
  }
}

async function part(request: Request, path: string): Promise<Response> {
  const own = await kept(path);
  if (own) return own;
  try {
    return await fetch(request);
  } catch (error) {
    const small = path.endsWith(LARGE) ? await kept(path.replace(LARGE, SMALL)) : undefined;
    if (small) return small;
    throw error;
  }
}

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.waitUntil(forgetOthers());
  else if (request.method === "POST" && request.mode === "navigate" && SIGN_IN.test(pathname)) event.waitUntil(beUnsure());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (IMMUTABLE.test(pathname)) event.respondWith(part(request, pathname));
});

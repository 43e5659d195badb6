/** What is kept on a device: one cache for each person, so that nobody is shown another's pages. */

const START = "kept.";
export const NO_LINE = "/no-line/";
const LIST = "/sw/kept/";

export interface Kept {
  /** Address of the list of what the module consists of. */
  from: string;
  title: string;
  /** Addresses of the lessons' pages, with their titles. */
  pages: { url: string; title: string }[];
  /** Pages of the module by the quizzes that they hold: an attempt that begins later is kept with them. */
  quizzes?: Record<string, string>;
  /** Everything that was kept, pages too. */
  urls: string[];
  bytes: number;
  at: number;
}

export const cacheOf = (reader: string): string => START + reader;

const UNSURE = "unsure";

/** Somebody signs in: until a page says for whom it was made, nobody is shown what is kept. */
export const beUnsure = async (): Promise<unknown> => caches.open(UNSURE);
export const isUnsure = (): Promise<boolean> => caches.has(UNSURE);

/** Remove what is kept of everybody but `reader`; without one, of everybody. */
export async function forgetOthers(reader = ""): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(START) && name !== cacheOf(reader)).map((name) => caches.delete(name)));
  await caches.delete(UNSURE);
}

/** The caches of pages, one at most. */
export async function keptCaches(): Promise<Cache[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(START));
  return Promise.all(names.map((name) => caches.open(name)));
}

const listAddress = (from: string): string => LIST + encodeURIComponent(from);

export async function readKept(cache: Cache, from: string): Promise<Kept | undefined> {
  const found = await cache.match(listAddress(from));
  return found ? ((await found.json()) as Kept) : undefined;
}

export async function writeKept(cache: Cache, kept: Kept): Promise<void> {
  const body = JSON.stringify(kept);
  await cache.put(listAddress(kept.from), new Response(body, { headers: { "Content-Type": "application/json" } }));
}

/** All modules that are kept. */
export async function allKept(cache: Cache): Promise<Kept[]> {
  const lists = (await cache.keys()).filter((request) => new URL(request.url).pathname.startsWith(LIST));
  const found = await Promise.all(lists.map(async (request) => (await cache.match(request))?.json() as Promise<Kept>));
  return found.filter(Boolean);
}

/** Remove a module; what another one needs too stays. */
export async function removeKept(cache: Cache, from: string): Promise<void> {
  const own = await readKept(cache, from);
  if (!own) return;
  await cache.delete(listAddress(from));
  await removeUnneeded(cache, own.urls);
  if ((await allKept(cache)).length) return;
  for (const request of await cache.keys()) if (new URL(request.url).pathname !== NO_LINE) await cache.delete(request);
}

/** Remove those of `urls` that nothing needs that is kept. */
export async function removeUnneeded(cache: Cache, urls: string[]): Promise<void> {
  const needed = new Set((await allKept(cache)).flatMap((kept) => kept.urls));
  await Promise.all(urls.filter((url) => !needed.has(url)).map((url) => cache.delete(url)));
}

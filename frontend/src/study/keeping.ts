/** Loads a module onto the device: its pages in the reader's language, and what they consist of. */

import { type Known, knownAttempts, readAttempt, remember } from "./attempts";
import { allKept, cacheOf, type Kept, readKept, removeUnneeded, writeKept } from "./names";
import { storage } from "./register";

interface Listed {
  title: string;
  pages: { url: string; title: string }[];
  quizzes: Record<string, string>;
  files: string[];
}

/** No room is left on the device. */
export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === "QuotaExceededError";

const AT_ONCE = 4;

/** May this answer be kept? A page says so itself: it is whole, the reader's own, and brings no cookie. */
function isFit(answer: Response, isPage: boolean): boolean {
  return answer.status === 200 && !answer.redirected && answer.type === "basic" && (!isPage || answer.headers.has("X-Keepable"));
}

/** `lease`: that of the window which may write an attempt; it still may, then, when the attempt's page is kept. */
async function load(url: string, isPage: boolean, signal?: AbortSignal, lease = "1"): Promise<Response> {
  for (let tries = 0; tries < 2; tries += 1) {
    const headers: HeadersInit = isPage ? { "X-Keep": lease } : {};
    const answer = await fetch(url, { headers, credentials: "same-origin", ...(signal ? { signal } : {}) });
    if (isFit(answer, isPage)) return answer;
  }
  throw new Error(url);
}

/** What a page consists of: styles, scripts, drawings, and pictures at their small size. */
function partsOf(html: string, base: string): string[] {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = [
    ...[...page.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]')].map((each) => each.getAttribute("href")),
    ...[...page.querySelectorAll("script[src], main img[src]")].map((each) => each.getAttribute("src")),
    ...[...page.querySelectorAll<HTMLElement>("[data-script]")].map((each) => each.dataset.script),
    ...[...page.querySelectorAll("use")].map((each) => each.getAttribute("href")?.split("#")[0]),
  ];
  return found
    .filter((each): each is string => Boolean(each))
    .map((each) => new URL(each, base))
    .filter((each) => each.origin === location.origin)
    .map((each) => each.pathname + each.search);
}

/**
 * Keep the module that the list at `from` names. `told`: how many of how many are there, and bytes so far. What was kept of it
 * before stays until everything new is there; a line that is lost in the middle leaves it as it was.
 */
export async function keep(
  reader: string,
  from: string,
  told: (done: number, total: number, bytes: number) => void,
  signal: AbortSignal,
): Promise<Kept> {
  const cache = await caches.open(cacheOf(reader));
  const leases = new Map(knownAttempts(storage(), reader).map((known) => [known.address, known.lease]));
  const answer = await fetch(from, { credentials: "same-origin", signal });
  if (!answer.ok || answer.redirected) throw new Error(from);
  const listed = (await answer.json()) as Listed;
  const pages = new Set(listed.pages.map((page) => page.url));
  const known = new Set([...pages, ...listed.files]);
  const waiting = [...known];
  const loaded = new Map<string, Response>();
  const attempts: Known[] = [];
  let bytes = 0;
  const worker = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const isPage = pages.has(url);
      const response = await load(url, isPage, signal, leases.get(url));
      const body = await response.clone().blob();
      bytes += body.size;
      if (response.headers.get("Content-Type")?.startsWith("text/html")) {
        const html = await body.text();
        const attempt = isPage ? readAttempt(html, url) : null;
        if (attempt) attempts.push(attempt);
        for (const part of partsOf(html, new URL(url, location.origin).href)) {
          if (!known.has(part)) {
            known.add(part);
            waiting.push(part);
          }
        }
      }
      loaded.set(url, response);
      told(loaded.size, known.size, bytes);
    }
  };
  while (waiting.length) await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { title, pages: shown, quizzes } = listed;
  const before = await readKept(cache, from);
  const kept: Kept = { from, title, pages: shown, quizzes, urls: [...loaded.keys()], bytes, at: Date.now() };
  try {
    for (const [url, response] of loaded) await cache.put(url, response);
    await writeKept(cache, kept);
  } catch (error) {
    await removeUnneeded(cache, kept.urls);
    throw error;
  }
  if (before) await removeUnneeded(cache, before.urls);
  for (const attempt of attempts) remember(storage(), reader, attempt);
  return kept;
}

/** An attempt at a quiz of a module that is kept is kept with it, and the lesson's page, which leads to it now. */
export async function keepAlso(reader: string, quiz: string, page: string, lease: string): Promise<void> {
  if (!(await caches.has(cacheOf(reader)))) return;
  const cache = await caches.open(cacheOf(reader));
  for (const kept of await allKept(cache)) {
    const lesson = kept.quizzes?.[quiz];
    if (lesson === undefined || kept.urls.includes(page)) continue;
    const answers = [await load(page, true, undefined, lease), await load(lesson, true)] as const;
    const [attempt] = answers;
    const parts = partsOf(await attempt.clone().text(), location.href).filter((part) => !kept.urls.includes(part));
    for (const part of parts) await cache.put(part, await load(part, false));
    await cache.put(lesson, answers[1]);
    await cache.put(page, answers[0]);
    const shown = { url: page, title: document.querySelector("h1")?.textContent ?? "" };
    await writeKept(cache, { ...kept, pages: [...kept.pages, shown], urls: [...kept.urls, page, ...parts] });
  }
}

/** An attempt that is over is not kept any longer. */
export async function letGo(reader: string, page: string): Promise<void> {
  if (!(await caches.has(cacheOf(reader)))) return;
  const cache = await caches.open(cacheOf(reader));
  for (const kept of await allKept(cache)) {
    const others = (urls: string[]) => urls.filter((url) => url !== page);
    if (kept.urls.includes(page)) {
      await writeKept(cache, { ...kept, pages: kept.pages.filter(({ url }) => url !== page), urls: others(kept.urls) });
    }
  }
  await cache.delete(page);
}

/** Loads a module onto the device: its pages in the reader's language, and what they consist of. */

import { type Kept, removeKept, writeKept } from "./names";

interface Listed {
  title: string;
  pages: { url: string; title: string }[];
  files: string[];
}

const AT_ONCE = 4;

/** May this answer be kept? A page says so itself: it is whole, the reader's own, and brings no cookie. */
function isFit(answer: Response, isPage: boolean): boolean {
  return answer.status === 200 && !answer.redirected && answer.type === "basic" && (!isPage || answer.headers.has("X-Keepable"));
}

async function load(url: string, isPage: boolean, signal: AbortSignal): Promise<Response> {
  for (let tries = 0; tries < 2; tries += 1) {
    const answer = await fetch(url, { headers: isPage ? { "X-Keep": "1" } : {}, credentials: "same-origin", signal });
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
  cache: Cache,
  from: string,
  told: (done: number, total: number, bytes: number) => void,
  signal: AbortSignal,
): Promise<Kept> {
  const answer = await fetch(from, { credentials: "same-origin", signal });
  if (!answer.ok || answer.redirected) throw new Error(from);
  const listed = (await answer.json()) as Listed;
  const pages = new Set(listed.pages.map((page) => page.url));
  const known = new Set([...pages, ...listed.files]);
  const waiting = [...known];
  const loaded = new Map<string, Response>();
  let bytes = 0;
  const worker = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const isPage = pages.has(url);
      const response = await load(url, isPage, signal);
      const body = await response.clone().blob();
      bytes += body.size;
      if (isPage) {
        for (const part of partsOf(await body.text(), new URL(url, location.origin).href)) {
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
  await removeKept(cache, from);
  for (const [url, response] of loaded) await cache.put(url, response);
  const kept: Kept = { from, title: listed.title, pages: listed.pages, urls: [...loaded.keys()], bytes, at: Date.now() };
  await writeKept(cache, kept);
  return kept;
}

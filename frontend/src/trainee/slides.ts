/** Pages of the deck on stage, in the reader's language; and which of them this person looks at. */

import { computed, effect, signal } from "@preact/signals";
import type { DeckView, Language, PagesView, PageView } from "../protocol";
import { livePage, stage, you } from "../room/store";

/** The page looked at when it is not the live one; null follows the trainer. */
export const looking = signal<number | null>(null);
export const shownPage = computed(() => looking.value ?? livePage.value);
export const isBehind = computed(() => looking.value !== null && looking.value !== livePage.value);

const fetched = new Map<string, Promise<PageView[]>>();
const shown = signal<{ key: string; pages: PageView[] } | null>(null);
/** True after the pages could not be fetched. */
export const failed = signal(false);

function keyOf(deck: DeckView, language: Language): string {
  return `${deck.id} ${language} ${deck.languages.join("")} ${deck.page_count}`;
}

async function load(deck: DeckView, language: Language): Promise<PageView[]> {
  const response = await fetch(`${deck.pages_url}?language=${language}`);
  if (!response.ok) throw new Error(`Pages: ${response.status}`);
  return ((await response.json()) as PagesView).pages;
}

/** All pages of a deck in a language; fetched once, again after a failure. */
export function pagesOf(deck: DeckView, language: Language): Promise<PageView[]> {
  const key = keyOf(deck, language);
  let pages = fetched.get(key);
  if (!pages) {
    pages = load(deck, language);
    fetched.set(key, pages);
    pages.catch(() => fetched.delete(key));
  }
  return pages;
}

export function pageAt(pages: readonly PageView[] | undefined, position: number | null): PageView | undefined {
  return pages?.find((page) => page.position === position);
}

/** Pages of the deck on stage; the old language's until the new one's are there. */
export const stagePages = computed(() => {
  const deck = stage.value?.deck;
  return deck && shown.value?.key.startsWith(`${deck.id} `) ? shown.value.pages : undefined;
});

let retry = 0;

function follow(deck: DeckView, language: Language): void {
  const key = keyOf(deck, language);
  if (shown.peek()?.key === key) return;
  window.clearTimeout(retry);
  pagesOf(deck, language).then(
    (pages) => {
      failed.value = false;
      shown.value = { key, pages };
    },
    () => {
      failed.value = true;
      retry = window.setTimeout(() => follow(deck, language), 2000 + 3000 * Math.random());
    },
  );
}

let deckBefore: number | undefined;
effect(() => {
  const deck = stage.value?.deck;
  const language = you.value?.language;
  if (deck?.id !== deckBefore) {
    deckBefore = deck?.id;
    looking.value = null;
  }
  if (deck && language) follow(deck, language);
});

/** Look at another page, within the deck; the live one follows the trainer again. */
export function look(page: number): void {
  const count = stage.peek()?.deck?.page_count ?? 0;
  if (page < 1 || page > count) return;
  looking.value = page === livePage.peek() ? null : page;
}

const SIZES = "(min-width: 92rem) calc(100vw - 30rem), (min-width: 64rem) calc(100vw - 26rem), 100vw";

/** Attributes of an image of a page: two widths for the browser to choose from, or the small one. */
export function sources(page: PageView, small: boolean): { src: string; srcset?: string; sizes?: string } {
  return small ? { src: page.small } : { src: page.large, srcset: `${page.small} 960w, ${page.large} 1600w`, sizes: SIZES };
}

/** Fetch the image of a page before it is needed. */
export function prefetch(page: PageView | undefined, small: boolean): void {
  if (!page) return;
  const image = new Image();
  const { src, srcset, sizes } = sources(page, small);
  if (srcset && sizes) {
    image.sizes = sizes;
    image.srcset = srcset;
  }
  image.src = src;
}

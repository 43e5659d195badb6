/** What is kept on this device: each module with its size, ways into it, and taking it off again. */

import { allKept, type Kept, keptCaches, removeKept } from "./names";

export interface KeptWords {
  locale: string;
  /** “{pages} pages, {size}, as of {day}” */
  facts: string;
}

export function sizeWords(bytes: number, locale: string): string {
  const [value, unit] = bytes < 100_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const digits = unit === "megabyte" && value < 100 ? 1 : 0;
  const form = { style: "unit", unit, unitDisplay: "short", numberingSystem: "latn", maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, form).format(value);
}

export function factsOf(kept: Kept, { facts, locale }: KeptWords): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", numberingSystem: "latn" }).format(kept.at);
  return facts.replace("{pages}", String(kept.pages.length)).replace("{size}", sizeWords(kept.bytes, locale)).replace("{day}", day);
}

/** Fill the list in `box` from its template. `changed`: a module was taken off. */
export async function showKept(box: HTMLElement, words: KeptWords, without = "", changed?: () => void): Promise<void> {
  const list = box.querySelector<HTMLElement>("[data-kept-list]");
  const line = box.querySelector<HTMLTemplateElement>("[data-kept-line]");
  if (!list || !line) return;
  const rows: HTMLElement[] = [];
  for (const cache of await keptCaches()) {
    for (const kept of (await allKept(cache)).filter((each) => each.from !== without)) {
      const row = (line.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
      const [title, facts, pages, remove] = ["title", "facts", "pages", "take-off"].map((name) => row.querySelector<HTMLElement>(`[data-${name}]`));
      if (title) title.textContent = kept.title;
      if (facts) facts.textContent = factsOf(kept, words);
      for (const page of kept.pages) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = page.url;
        link.dir = "auto";
        link.textContent = page.title;
        item.append(link);
        pages?.append(item);
      }
      remove?.addEventListener("click", () => {
        void removeKept(cache, kept.from).then(() => {
          void showKept(box, words, without, changed);
          changed?.();
        });
      });
      rows.push(row);
    }
  }
  list.replaceChildren(...rows);
  box.hidden = rows.length === 0;
}

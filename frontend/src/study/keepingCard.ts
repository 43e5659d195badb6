/** “Keep this module on this device”: with its progress and size, what is kept, and taking it off again. */

import { isFull, keep } from "./keeping";
import { factsOf, showKept, sizeWords } from "./keptList";
import { cacheOf, type Kept, readKept, removeKept } from "./names";

export function keepingCard(card: HTMLElement, reader: string): void {
  const words = card.dataset as Record<string, string>;
  const locale = document.documentElement.lang;
  const find = <E extends HTMLElement>(name: string) => card.querySelector<E>(`[data-${name}]`);
  const button = find<HTMLButtonElement>("keep");
  const remove = find<HTMLButtonElement>("remove");
  const bar = find<HTMLProgressElement>("bar");
  const said = find("said");
  if (!button || !remove || !bar || !said) return;
  const from = words.from ?? "";
  let loading: AbortController | null = null;
  card.hidden = false;

  const fill = (text: string | undefined, values: Record<string, string>): string =>
    Object.entries(values).reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), text ?? "");

  function show(kept: Kept | undefined): void {
    bar!.hidden = true;
    remove!.hidden = !kept;
    button!.textContent = (kept ? words.again : words.keep) ?? "";
    if (!kept) return;
    said!.textContent = factsOf(kept, { locale, facts: words.kept ?? "" });
  }

  button.addEventListener("click", () => {
    if (loading) {
      loading.abort();
      return;
    }
    const own = new AbortController();
    loading = own;
    bar.hidden = false;
    bar.removeAttribute("value");
    button.textContent = words.stop ?? "";
    const told = (done: number, total: number, bytes: number) => {
      bar.max = total;
      bar.value = done;
      said.textContent = fill(words.loading, { done: String(done), total: String(total), size: sizeWords(bytes, locale) });
    };
    void keep(reader, from, told, own.signal)
      .then((kept) => {
        void navigator.storage?.persist?.().catch(() => undefined);
        show(kept);
      })
      .catch(async (error: unknown) => {
        const before = await caches.open(cacheOf(reader)).then((cache) => readKept(cache, from)).catch(() => undefined);
        show(before);
        said.textContent = (own.signal.aborted ? words.stopped : isFull(error) ? words.full : words.failed) ?? "";
      })
      .finally(() => (loading = null));
  });

  remove.addEventListener("click", () => {
    void caches.open(cacheOf(reader)).then(async (cache) => {
      await removeKept(cache, from);
      show(undefined);
      said.textContent = words.removed ?? "";
      button.focus();
    });
  });

  void caches
    .open(cacheOf(reader))
    .then((cache) => readKept(cache, from))
    .then(show, () => undefined);
  const others = find("kept");
  if (others) void showKept(others, { locale, facts: words.facts ?? "" }, from).catch(() => undefined);
}

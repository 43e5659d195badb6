/** Without a line: what is kept on this device, and the ways into it. */

import { showKept } from "../study/keptList";

const box = document.querySelector<HTMLElement>("[data-kept]");
if (box && "caches" in window) {
  void showKept(box, { locale: document.documentElement.lang, facts: box.dataset.facts ?? "" }).catch(() => undefined);
}

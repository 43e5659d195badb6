/** The page around a package: says whether what was done in it is saved, as its frame tells. */

import type { Saved, Told } from "../scorm/line";

const page = document.querySelector<HTMLElement>("[data-play]");
const frame = page?.querySelector("iframe");
const status = page?.querySelector<HTMLElement>("[data-saved]");

if (page && frame && status) {
  let saved: Saved = "saved";

  window.addEventListener("message", (event: MessageEvent<Told>) => {
    if (event.source !== frame.contentWindow || event.origin !== page.dataset.origin || event.data?.kind !== "scorm") return;
    saved = event.data.saved;
    for (const word of status.querySelectorAll<HTMLElement>("[data-word]")) word.hidden = word.dataset.word !== saved;
    if (event.data.isDone) page.querySelector("[data-is-done]")?.removeAttribute("hidden");
  });

  window.addEventListener("beforeunload", (event) => {
    if (saved === "unsaved") event.preventDefault();
  });
}

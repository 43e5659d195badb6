/** Passages with marks are translated in the editor of lessons. Without this script they are fields of HTML. */

import { enrich } from "../lesson/rich";

const form = document.querySelector<HTMLFormElement>("form[data-translates]");
let isChanged = form?.dataset.translates === "typed";
form?.addEventListener("input", () => (isChanged = true));
form?.addEventListener("submit", () => (isChanged = false));
addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});

const tools = document.querySelector<HTMLTemplateElement>("template[data-tools]");
for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-rich]")) {
  if (!tools) break;
  enrich(area, tools);
  const offer = area.closest(".field")?.querySelector<HTMLElement>("[data-from-source]");
  const button = offer?.querySelector<HTMLElement>("[data-source]");
  if (!offer || !button) continue;
  const show = () => (offer.hidden = area.value !== "");
  show();
  area.addEventListener("input", show);
  button.addEventListener("click", () => {
    area.value = button.dataset.source ?? "";
    area.dispatchEvent(new Event("written"));
    show();
    document.getElementById(`${area.id}-writing`)?.focus();
  });
}

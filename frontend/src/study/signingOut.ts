/** Signing out takes off this device what is one's own, and asks first where something was not sent yet. */

import { forgetReader, othersWait } from "./attempts";
import { forgetOthers } from "./names";
import type { Store } from "./outbox";

export const LEAVING = "signing-out";

/** `waiting`: how much of what the person did was not sent. */
export function asksBefore(form: HTMLFormElement, store: Store | null, reader: string, waiting: () => number): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-leaving]");
  function clear(): void {
    dispatchEvent(new Event(LEAVING)); // this page writes nothing more
    forgetReader(store, reader);
    if ("caches" in window) void forgetOthers().catch(() => undefined);
    if (othersWait(store, reader)) form.insertAdjacentHTML("beforeend", '<input type="hidden" name="others_wait" value="1">');
  }
  form.addEventListener("submit", (event) => {
    const number = waiting();
    if (dialog && (number || !navigator.onLine)) {
      event.preventDefault();
      const { lost = "", noLine = "" } = dialog.dataset;
      const text = dialog.querySelector("p");
      const sure = dialog.querySelector<HTMLElement>("[data-sure]");
      if (text) text.textContent = navigator.onLine ? lost.replace("{number}", String(number)) : noLine;
      if (sure) sure.hidden = !navigator.onLine;
      dialog.showModal();
      return;
    }
    clear();
  });
  dialog?.querySelector("[data-sure]")?.addEventListener("click", () => {
    clear();
    form.submit();
  });
}

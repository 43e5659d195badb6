/** What comes into words from elsewhere: pasted or dropped. Whoever is around them may take pictures, and what makes several blocks. */

import { cleaned, escape, parts, type Part } from "./clean";

/** What the page around is offered; it says by `preventDefault` that it took it. */
export type Offer = CustomEvent<{ parts: Part[]; pictures: number }>;
export type Brought = CustomEvent<File[]>;

export function parsed(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

/** Plain words as paragraphs. */
function ofWords(words: string): string {
  const found = words.replace(/\r\n?/g, "\n").split(/\n{2,}/);
  const lines = found.map((part) => escape(part.trim()).replace(/\n/g, "<br>"));
  return lines.length > 1 ? lines.map((line) => `<p>${line}</p>`).join("") : (lines[0] ?? "");
}

/** Whether `box` or what is around it had a use for it. */
function offered(box: HTMLElement, event: Offer | Brought): boolean {
  return !box.dispatchEvent(event);
}

function take(box: HTMLElement, data: DataTransfer): void {
  const html = data.getData("text/html");
  const words = data.getData("text/plain");
  const files = [...data.files];
  const body = html ? parsed(html) : undefined;
  const hasWords = (body?.textContent ?? words).trim() !== "";
  if (files.length && !hasWords && offered(box, new CustomEvent("files-brought", { bubbles: true, cancelable: true, detail: files }))) return;
  const plain = body ? "" : ofWords(words);
  const detail = { parts: body ? parts(body) : [{ kind: "text" as const, html: plain, level: 0 }], pictures: body?.querySelectorAll("img").length ?? 0 };
  if (offered(box, new CustomEvent("parts-pasted", { bubbles: true, cancelable: true, detail }))) return;
  const found = body ? cleaned(body) : plain;
  const single = /^<p>((?:(?!<p>).)*)<\/p>$/s.exec(found);
  document.execCommand("insertHTML", false, single?.[1] ?? found);
}

/** The cursor to where something is dropped. */
function aim(event: DragEvent): void {
  const old = document as unknown as { caretRangeFromPoint?: (x: number, y: number) => Range | null };
  const range = old.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!range) return;
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

export function listenForPasting(box: HTMLElement): void {
  let isOwn = false;
  box.addEventListener("paste", (event) => {
    event.preventDefault();
    if (event.clipboardData) take(box, event.clipboardData);
  });
  box.addEventListener("dragstart", () => (isOwn = true));
  box.addEventListener("dragend", () => (isOwn = false));
  box.addEventListener("drop", (event) => {
    if (isOwn || !event.dataTransfer) return; // the browser moves its own words itself
    event.preventDefault();
    event.stopPropagation();
    box.focus();
    aim(event);
    take(box, event.dataTransfer);
  });
}

/** Whole documents and files that are pasted or dropped into a lesson become its blocks. */

import type { Blocks } from "./blocks";
import { cleaned, type Part } from "./clean";
import type { Brought, Offer } from "./paste";

/** Letters of HTML that one block takes at most when a long text is divided. */
const MOST_OF_ONE = 15_000;

const areaOf = (block: HTMLElement) => block.querySelector<HTMLTextAreaElement>("textarea");

function fill(block: HTMLElement, html: string): void {
  const area = areaOf(block);
  if (!area) return;
  area.value = html;
  area.dispatchEvent(new Event("written"));
}

/** What stands behind the cursor leaves the box. */
function tailOf(box: HTMLElement): string {
  const selection = document.getSelection();
  if (!selection?.rangeCount || !box.contains(selection.anchorNode)) return "";
  const range = selection.getRangeAt(0);
  range.deleteContents();
  range.setEnd(box, box.childNodes.length);
  const holder = document.createElement("div");
  holder.append(range.extractContents());
  return cleaned(holder);
}

/** Texts that are too long for one block as several, divided between paragraphs. */
function divided(parts: Part[]): Part[] {
  return parts.flatMap((part) => {
    if (part.kind !== "text" || part.html.length <= MOST_OF_ONE) return [part];
    const pieces: Part[] = [];
    for (const html of part.html.split(/(?<=<\/(?:p|ul|ol)>)(?=<(?:p|ul|ol)>)/)) {
      const last = pieces[pieces.length - 1];
      if (last && last.html.length + html.length <= MOST_OF_ONE) last.html += html;
      else pieces.push({ ...part, html });
    }
    return pieces;
  });
}

/** A table whose first row is taken for the names of its columns, where it says nothing else. */
function withHead(html: string): string {
  const holder = new DOMParser().parseFromString(html, "text/html");
  const table = holder.querySelector("table");
  if (!table || table.querySelector("th") || table.rows.length < 2) return html;
  const head = table.createTHead();
  head.append(table.rows[0]!);
  for (const cell of [...head.querySelectorAll("td")]) {
    const made = holder.createElement("th");
    made.setAttribute("scope", "col");
    for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) made.setAttribute(name, cell.getAttribute(name) ?? "");
    made.append(...cell.childNodes);
    cell.replaceWith(made);
  }
  return table.outerHTML;
}

export class Bringing {
  constructor(
    private readonly form: HTMLFormElement,
    private readonly blocks: Blocks,
    private readonly tell: (text: string) => void,
    private readonly changed: () => void,
    private readonly upload: (input: HTMLInputElement, file: File) => Promise<void>,
  ) {
    form.addEventListener("parts-pasted", (event) => this.spread(event as Offer));
    form.addEventListener("files-brought", (event) => {
      const block = (event.target as Element).closest<HTMLElement>("[data-block]") ?? undefined;
      event.preventDefault();
      this.files((event as Brought).detail, block);
    });
    form.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (event.defaultPrevented || !files.length || event.clipboardData?.getData("text/plain")) return;
      event.preventDefault();
      this.files(files, (event.target as Element).closest<HTMLElement>("[data-block]") ?? undefined);
    });
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    document.addEventListener("dragover", (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault(); // the page itself would be left for the file
      if ((event.target as Element).closest("#lesson")) this.files([...(event.dataTransfer?.files ?? [])], this.at(event));
    });
  }

  /** The block at the pointer, else the one above it. */
  private at(event: DragEvent): HTMLElement | undefined {
    const over = (event.target as Element).closest<HTMLElement>("[data-block]");
    return over ?? this.blocks.all().filter((each) => each.getBoundingClientRect().top < event.clientY).pop();
  }

  private files(files: File[], at: HTMLElement | undefined): void {
    let after = at;
    for (const file of files) {
      const kind = file.type.startsWith("image/") ? "image" : "file";
      const waits = after?.dataset.kind === kind && after.querySelector<HTMLElement>("[data-shown-file]")?.hidden ? after : undefined;
      const block: HTMLElement | undefined = waits ?? this.blocks.begin(kind, after);
      if (after && after !== block && this.blocks.isEmpty(after)) after.remove();
      const input = block?.querySelector<HTMLInputElement>("input[data-upload]");
      block?.querySelector<HTMLInputElement>("input[name$='-text']")?.focus();
      if (input) void this.upload(input, file);
      after = block ?? after;
    }
    this.blocks.number();
  }

  /** Headings and tables of a document as blocks of their own, after what stands before the cursor. */
  private spread(event: Offer): void {
    const { parts, pictures } = event.detail;
    const box = event.target as HTMLElement;
    const block = box.closest<HTMLElement>("[data-block]");
    const { pasted = "", takeBack = "", noPictures = "" } = this.form.dataset;
    if (pictures) this.say(noPictures.replace("{number}", String(pictures)), block);
    const length = parts.reduce((sum, part) => sum + part.html.length, 0);
    const isOne = parts.every((part) => part.kind === "text") && length <= MOST_OF_ONE;
    const isHeading = parts.length === 1 && parts[0]?.kind === "heading";
    const isText = block?.dataset.kind === "text";
    const pieces = isText ? divided(parts) : parts;
    const blocks = pieces.length + this.blocks.all().length;
    if ((isText && blocks > Number(this.form.dataset.mostBlocks)) || pieces.some((each) => each.html.length > MOST_OF_ONE)) {
      event.preventDefault();
      this.say(this.form.dataset.tooMuch ?? "", block);
    }
    if (event.defaultPrevented || !block || !isText || isOne || isHeading) return;
    event.preventDefault();
    const area = areaOf(block)!;
    const before = area.value;
    const tail = tailOf(box);
    const rest = divided(parts);
    if (tail) rest.push({ kind: "text", html: tail, level: 0 });
    let head = cleaned(box);
    if (rest[0]?.kind === "text" && head.length + rest[0].html.length <= MOST_OF_ONE) head += rest.shift()!.html;
    fill(block, head);
    const top = Math.min(...parts.filter((part) => part.kind === "heading").map((part) => part.level));
    const made: HTMLElement[] = [];
    for (const part of rest) {
      const next = this.blocks.make(part.kind, made[made.length - 1] ?? block);
      if (!next) continue;
      if (part.kind === "heading") {
        const holder = new DOMParser().parseFromString(part.html, "text/html").body;
        next.querySelector<HTMLInputElement>("input[name$='-text']")!.value = (holder.textContent ?? "").trim().slice(0, 500);
        const level = next.querySelector<HTMLSelectElement>("select[name$='-level']");
        if (level) level.value = part.level > top ? "3" : "2";
      } else fill(next, part.kind === "table" ? withHead(part.html) : part.html);
      made.push(next);
    }
    const text = pasted.replace("{number}", String(made.length + (head ? 1 : 0)));
    const note = this.blocks.note(text, takeBack, () => {
      for (const each of made) each.remove();
      if (!block.isConnected) note.before(block);
      fill(block, before);
      return block;
    });
    (made[made.length - 1] ?? block).after(note);
    if (!head && made.length) block.remove();
    this.blocks.number();
    this.tell(text);
    (made[made.length - 1] ?? block).querySelector<HTMLElement>(".writing, input")?.focus();
    this.changed();
  }

  private say(text: string, block: HTMLElement | null): void {
    this.tell(text);
    block?.querySelector("[data-pasted-note]")?.remove();
    const line = document.createElement("p");
    line.className = "help";
    line.dataset.pastedNote = "";
    line.textContent = text;
    block?.append(line);
  }
}

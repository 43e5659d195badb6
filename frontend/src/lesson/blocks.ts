/** Blocks of the page: more of them, in another order, fewer. Without scripts the same buttons send the form. */

import { Drag } from "./drag";
import { Palette } from "./palette";
import { enrich } from "./rich";

export class Blocks {
  private readonly list: HTMLElement;
  private readonly tools: HTMLTemplateElement;
  private readonly palette: Palette;
  private last = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly tell: (text: string) => void,
    private readonly changed: () => void,
  ) {
    this.list = form.querySelector<HTMLElement>("[data-blocks]")!;
    this.tools = document.querySelector<HTMLTemplateElement>("template[data-tools]")!;
    this.palette = new Palette(form.querySelector<HTMLElement>("[data-palette]")!);
    for (const block of this.all()) this.dress(block);
    this.number();
    new Drag(this.list, (block) => this.moved(block));
    form.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[name="do"], [data-insert-after]');
      if (!button) return;
      event.preventDefault();
      const [what = "", which = ""] = button.value.split(":");
      const block = button.closest<HTMLElement>("[data-block]");
      if (button.dataset.insertAfter !== undefined && block) this.palette.open(block, button);
      else if (what === "add") this.add(which);
      else this.move(what, which, button);
    });
    form.addEventListener("keydown", (event) => this.key(event));
  }

  all(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(":scope > [data-block]")];
  }

  get(uid: string): HTMLElement | undefined {
    return this.all().find((each) => each.dataset.block === uid);
  }

  /** A new block of this kind after another, else at the end. */
  make(kind: string, after?: HTMLElement, uid = this.freeName()): HTMLElement | undefined {
    const blank = document.querySelector<HTMLTemplateElement>(`template[data-new="${CSS.escape(kind)}"]`);
    if (!blank) return undefined;
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("blank-uid", uid);
    const block = holder.content.querySelector<HTMLElement>("[data-block]")!;
    if (after) after.after(block);
    else this.list.append(block);
    this.dress(block);
    this.number();
    return block;
  }

  /** Exactly these blocks, in this order: what was kept in the browser. */
  arrange(wanted: { uid: string; kind: string }[]): void {
    const found = wanted.map(({ uid, kind }) => this.get(uid) ?? this.make(kind, undefined, uid)).filter((each) => each !== undefined);
    for (const each of this.all()) if (!found.includes(each)) each.remove();
    this.list.append(...found);
    this.number();
  }

  /** A new block, ready to be written. */
  begin(kind: string, after?: HTMLElement): HTMLElement | undefined {
    const block = this.make(kind, after);
    const controls = [".writing", "input[type=file]", "input[name$='-text']", "select"].map((each) => block?.querySelector<HTMLElement>(each));
    controls.find((each) => each && each.offsetParent !== null)?.focus();
    if (block) this.tellPlace(block);
    this.changed();
    return block;
  }

  number(): void {
    const all = this.all();
    all.forEach((block, index) => {
      const place = block.querySelector("[data-place]");
      if (place) place.textContent = String(index + 1);
      const at = (what: string) => block.querySelector<HTMLButtonElement>(`button[value^="${what}:"]`);
      const [up, down] = [at("up"), at("down")];
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === all.length - 1;
    });
  }

  /** A line in the place of something that is gone, with a way back until the page is left. */
  note(text: string, label: string, back: () => HTMLElement | undefined): HTMLElement {
    const note = document.createElement("li");
    note.className = "row hush";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = label;
    note.append(`${text} `, button);
    button.addEventListener("click", () => {
      const block = back();
      note.remove();
      this.number();
      block?.querySelector<HTMLElement>("h3")?.focus();
      this.changed();
    });
    return note;
  }

  /** Whether nothing was written into it yet. */
  isEmpty(block: HTMLElement): boolean {
    return block.dataset.kind === "text" && !block.querySelector<HTMLTextAreaElement>("textarea")?.value;
  }

  private freeName(): string {
    const numbers = [...this.form.querySelectorAll<HTMLElement>("[data-block]")].map((each) => Number((each.dataset.block ?? "").slice(1)));
    this.last = Math.max(this.last, ...numbers) + 1;
    return `n${this.last}`;
  }

  private dress(block: HTMLElement): void {
    for (const area of block.querySelectorAll<HTMLTextAreaElement>("textarea[data-rich]")) enrich(area, this.tools);
    for (const hidden of block.querySelectorAll<HTMLElement>("[data-grip], [data-insert]")) hidden.hidden = false;
  }

  private add(kind: string): void {
    const { after, slash } = this.palette;
    this.palette.close(false);
    const block = this.begin(kind, after);
    if (slash && after && block && this.isEmpty(after)) {
      after.remove();
      this.number();
      this.changed();
    }
  }

  /** `/` in an empty text shows what can be added; Enter in a heading goes on to a text. */
  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const block = target.closest<HTMLElement>("[data-block]");
    if (event.key === "Escape" && this.palette.isOpen) {
      event.preventDefault();
      this.palette.close(true);
    } else if (event.key === "/" && block && target.closest(".writing") && this.isEmpty(block)) {
      event.preventDefault();
      this.palette.open(block, target, true);
    } else if (event.key === "Enter" && !event.isComposing && block?.dataset.kind === "heading" && target instanceof HTMLInputElement) {
      event.preventDefault();
      this.begin("text", block);
    }
  }

  private tellPlace(block: HTMLElement): void {
    const { moved = "" } = this.form.dataset;
    this.tell(moved.replace("{number}", String(this.all().indexOf(block) + 1)).replace("{total}", String(this.all().length)));
  }

  private moved(block: HTMLElement): void {
    this.number();
    this.tellPlace(block);
    this.changed();
  }

  private move(what: string, uid: string, button: HTMLButtonElement): void {
    const block = this.get(uid);
    if (!block) return;
    if (what === "remove") return this.remove(block);
    const other = this.all()[this.all().indexOf(block) + (what === "up" ? -1 : 1)];
    if (!other) return;
    if (what === "up") other.before(block);
    else other.after(block);
    this.moved(block);
    (button.disabled ? block.querySelector<HTMLElement>("h3") : button)?.focus();
    block.scrollIntoView({ block: "nearest" });
  }

  private remove(block: HTMLElement): void {
    const { removed = "", bringBack = "" } = this.form.dataset;
    const note = this.note(removed, bringBack, () => {
      note.after(block);
      return block;
    });
    block.replaceWith(note);
    note.querySelector("button")?.focus();
    this.tell(removed);
    this.number();
    this.changed();
  }
}

/** Blocks of the page: more of them, in another order, fewer. Without scripts the same buttons send the form. */

import { enrich } from "./rich";

export class Blocks {
  private readonly list: HTMLElement;
  private readonly tools: HTMLTemplateElement;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly tell: (text: string) => void,
    private readonly changed: () => void,
  ) {
    this.list = form.querySelector<HTMLElement>("[data-blocks]")!;
    this.tools = document.querySelector<HTMLTemplateElement>("template[data-tools]")!;
    for (const block of this.all()) this.dress(block);
    this.number();
    form.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[name="do"]');
      if (!button) return;
      event.preventDefault();
      const [what = "", which = ""] = button.value.split(":");
      if (what === "add") this.begin(which);
      else this.move(what, which, button);
    });
  }

  all(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(":scope > [data-block]")];
  }

  get(uid: string): HTMLElement | undefined {
    return this.all().find((each) => each.dataset.block === uid);
  }

  /** A new block of this kind at the end. */
  make(kind: string, uid: string): HTMLElement | undefined {
    const blank = document.querySelector<HTMLTemplateElement>(`template[data-new="${CSS.escape(kind)}"]`);
    if (!blank) return undefined;
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("blank-uid", uid);
    const block = holder.content.querySelector<HTMLElement>("[data-block]")!;
    this.list.append(block);
    this.dress(block);
    return block;
  }

  /** Exactly these blocks, in this order: what was kept in the browser. */
  arrange(wanted: { uid: string; kind: string }[]): void {
    const found = wanted.map(({ uid, kind }) => this.get(uid) ?? this.make(kind, uid)).filter((each) => each !== undefined);
    for (const each of this.all()) if (!found.includes(each)) each.remove();
    this.list.append(...found);
    this.number();
  }

  private dress(block: HTMLElement): void {
    for (const area of block.querySelectorAll<HTMLTextAreaElement>("textarea[data-rich]")) enrich(area, this.tools);
  }

  private number(): void {
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

  private begin(kind: string): void {
    const numbers = this.all().map((each) => Number((each.dataset.block ?? "").slice(1)));
    const block = this.make(kind, `n${Math.max(0, ...numbers) + 1}`);
    this.number();
    const controls = [...(block?.querySelectorAll<HTMLElement>(".writing, select, input") ?? [])];
    controls.find((each) => each.offsetParent !== null)?.focus();
    this.changed();
  }

  private move(what: string, uid: string, button: HTMLButtonElement): void {
    const block = this.get(uid);
    if (!block) return;
    if (what === "remove") return this.remove(block);
    const other = what === "up" ? this.all()[this.all().indexOf(block) - 1] : this.all()[this.all().indexOf(block) + 1];
    if (!other) return;
    if (what === "up") other.before(block);
    else other.after(block);
    this.number();
    (button.disabled ? block.querySelector<HTMLElement>("h3") : button)?.focus();
    const { moved = "" } = this.form.dataset;
    this.tell(moved.replace("{number}", String(this.all().indexOf(block) + 1)).replace("{total}", String(this.all().length)));
    this.changed();
  }

  /** Away, with a way back until the page is left. */
  private remove(block: HTMLElement): void {
    const note = document.createElement("li");
    note.className = "row hush";
    const back = document.createElement("button");
    back.type = "button";
    back.className = "btn small";
    back.textContent = this.form.dataset.bringBack ?? "";
    note.append(`${this.form.dataset.removed ?? ""} `, back);
    block.replaceWith(note);
    back.addEventListener("click", () => {
      note.replaceWith(block);
      this.number();
      block.querySelector<HTMLElement>("h3")?.focus();
      this.changed();
    });
    back.focus();
    this.number();
    this.changed();
  }
}

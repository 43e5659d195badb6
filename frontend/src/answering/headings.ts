/** Searching the nomenclature by words in the field of an HS code (data-headings): a combobox with a list of what is found.
 *
 *  Only a code is an answer: what is typed stays in the visible field, and a hidden one with the field's name holds the code, so
 *  that whoever saves answers never sees half a word. */
import { changed } from "./changed";

interface Title {
  code: string;
  written: string;
  title: string;
  lang: string;
  dir: string;
}
type Found = Title & { above: Title[] };

const SETTLE = 250;
const CODE = /^[\p{Nd}\s.-]*$/u;

export function headings(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-headings]")) {
    const input = box.querySelector("input");
    if (input) new Headings(box, input).begin();
  }
}

class Headings {
  private readonly kept = document.createElement("input");
  private readonly list = document.createElement("ul");
  private readonly said = document.createElement("p");
  private readonly chosen = document.createElement("p");
  private found: Found[] = [];
  private at = -1;
  private timer = 0;
  private asked = 0;

  constructor(
    private readonly box: HTMLElement,
    private readonly input: HTMLInputElement,
  ) {}

  begin(): void {
    const { box, input, kept, list, said, chosen } = this;
    kept.type = "hidden";
    kept.name = input.name;
    kept.value = input.value;
    input.removeAttribute("name");
    list.id = `${input.id}-found`;
    list.className = "found";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.closest(".field")?.querySelector("label")?.textContent ?? "");
    said.className = "sr";
    said.setAttribute("role", "status");
    chosen.className = "size-sm";
    box.append(kept, list, said);
    box.after(chosen);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) {
      input.setAttribute(name, value);
    }
    for (const help of box.closest(".field")?.querySelectorAll<HTMLElement>("[data-with-script]") ?? []) help.hidden = false;
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      this.keep(CODE.test(input.value) ? input.value : "");
      this.soon();
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      if (option) this.take([...list.children].indexOf(option));
    });
    if (kept.value) void this.name(kept.value);
  }

  private keep(code: string): void {
    if (code === this.kept.value) return;
    this.kept.value = code;
    this.chosen.textContent = "";
    changed(this.kept);
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.input.value.trim().length < 2) this.close();
    else this.timer = window.setTimeout(() => void this.search(), SETTLE);
  }

  private async ask(words: string): Promise<{ count: number; codes: Found[] } | null> {
    const answer = await fetch(`${this.box.dataset.headings}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    return answer.ok && !answer.redirected ? await answer.json() : null;
  }

  private async search(): Promise<void> {
    const asked = ++this.asked;
    let answer;
    try {
      answer = await this.ask(this.input.value.trim());
    } catch {
      answer = null;
    }
    if (asked !== this.asked || document.activeElement !== this.input) return;
    if (!answer) return this.close();
    this.found = answer.codes;
    this.at = -1;
    this.list.replaceChildren(...answer.codes.map((one, index) => this.option(one, index)));
    this.open(answer.codes.length > 0);
    this.said.textContent = answer.count ? (this.box.dataset.found ?? "").replace("{count}", String(answer.count)) : (this.box.dataset.none ?? "");
  }

  private option(found: Found, index: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const code = document.createElement("bdi");
    code.className = "num";
    code.textContent = found.written;
    option.append(code, " ", worded(found, "span"));
    const heading = found.above[found.above.length - 1];
    if (heading?.title) {
      const above = worded(heading, "small");
      above.classList.add("hush");
      option.append(above);
    }
    return option;
  }

  private onKey(event: KeyboardEvent): void {
    const isOpen = !this.list.hidden;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      if (this.at >= 0) this.take(this.at);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return this.found.length ? this.open(true) : this.soon();
      const by = event.key === "ArrowDown" ? 1 : -1;
      this.point((this.at + by + this.found.length + (this.at < 0 && by < 0 ? 1 : 0)) % this.found.length);
    }
  }

  private point(at: number): void {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = this.list.children[at];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  private take(at: number): void {
    const found = this.found[at];
    if (!found) return;
    this.input.value = found.written;
    this.close();
    this.keep(found.code);
    this.chosen.replaceChildren(worded(found, "span"));
    this.said.textContent = `${found.written} ${found.title}`;
  }

  private async name(code: string): Promise<void> {
    const plain = code.replace(/[\s.-]/g, "");
    const answer = await this.ask(plain).catch(() => null);
    const own = answer?.codes.find((one) => one.code === plain);
    if (own && this.kept.value === code) this.chosen.replaceChildren(worded(own, "span"));
  }

  private open(shown: boolean): void {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    this.input.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked += 1;
    this.open(false);
  }
}

function worded(title: Title, tag: "span" | "small"): HTMLElement {
  const words = document.createElement(tag);
  words.textContent = title.title;
  if (title.lang !== document.documentElement.lang) {
    words.lang = title.lang;
    words.dir = title.dir;
  }
  return words;
}

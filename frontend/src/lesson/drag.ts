/** Blocks moved by a pointer: while one is held, each shows its head and its first words alone. The buttons do it by keyboard. */

const EDGE = 60;
const GIST = 80;

export class Drag {
  private held: HTMLElement | undefined;
  private order: Element[] = [];
  /** From the pointer to the held block, where the page became too short to keep that below it. */
  private shift = 0;

  constructor(
    private readonly list: HTMLElement,
    private readonly moved: (block: HTMLElement) => void,
  ) {
    list.addEventListener("pointerdown", (event) => {
      const grip = (event.target as Element).closest<HTMLElement>("[data-grip]");
      const block = grip?.closest<HTMLElement>("[data-block]");
      if (!grip || !block || event.button !== 0) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      this.take(block, event.clientY);
    });
    list.addEventListener("pointermove", (event) => this.follow(event.clientY));
    list.addEventListener("pointerup", () => this.drop(true));
    list.addEventListener("pointercancel", () => this.drop(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.held) this.drop(false);
    });
  }

  private take(block: HTMLElement, y: number): void {
    const before = block.getBoundingClientRect().top;
    this.held = block;
    this.order = [...this.list.children];
    for (const each of this.list.querySelectorAll<HTMLElement>(":scope > [data-block]")) {
      const gist = each.querySelector("[data-gist]");
      if (gist) gist.textContent = words(each);
    }
    this.list.classList.add("arranging");
    block.classList.add("held");
    scrollBy(0, block.getBoundingClientRect().top - before);
    const box = block.getBoundingClientRect();
    this.shift = Math.min(Math.max(y, box.top), box.bottom) - y;
  }

  private follow(pointer: number): void {
    const held = this.held;
    if (!held) return;
    if (pointer < EDGE * 2) scrollBy(0, -12);
    else if (pointer > innerHeight - EDGE) scrollBy(0, 12);
    const y = pointer + this.shift;
    for (const other of this.list.querySelectorAll<HTMLElement>(":scope > [data-block]")) {
      if (other === held) continue;
      const box = other.getBoundingClientRect();
      const isBefore = held.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      const middle = box.top + box.height / 2;
      if (isBefore && y > middle && y < box.bottom + EDGE) other.after(held);
      else if (!isBefore && y < middle && y > box.top - EDGE) other.before(held);
    }
  }

  private drop(isKept: boolean): void {
    const held = this.held;
    if (!held) return;
    this.held = undefined;
    if (!isKept) this.list.append(...this.order);
    this.list.classList.remove("arranging");
    held.classList.remove("held");
    held.scrollIntoView({ block: "nearest" });
    if (isKept && this.order.indexOf(held) !== [...this.list.children].indexOf(held)) this.moved(held);
  }
}

function words(block: HTMLElement): string {
  const box = block.querySelector<HTMLElement>(".writing");
  const field = block.querySelector<HTMLInputElement>("input[type=text], input.input");
  return (box?.textContent ?? field?.value ?? "").trim().slice(0, GIST);
}

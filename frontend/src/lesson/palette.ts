/** The kinds of blocks to add: at the end of the page, or between two blocks while it is open there. */

export class Palette {
  /** The block that the new one follows; nothing for the end. */
  after: HTMLElement | undefined;
  /** Whether it was asked for from within `after`. */
  slash = false;
  private from: HTMLElement | undefined;
  private readonly home = document.createComment("");

  constructor(private readonly card: HTMLElement) {
    card.before(this.home);
  }

  get isOpen(): boolean {
    return this.after !== undefined;
  }

  open(after: HTMLElement, from: HTMLElement, slash = false): void {
    if (this.isOpen) this.close(false);
    this.after = after;
    this.from = from;
    this.slash = slash;
    const place = document.createElement("li");
    place.append(this.card);
    after.after(place);
    this.card.scrollIntoView({ block: "nearest" });
    this.card.querySelector("button")?.focus();
  }

  /** Back to the end of the page; the focus to where it came from, where nothing was chosen. */
  close(isGivenUp: boolean): void {
    const place = this.card.parentElement;
    if (!this.isOpen) return;
    this.home.after(this.card);
    place?.remove();
    this.after = undefined;
    if (!isGivenUp) return;
    this.from?.focus();
    if (this.slash) document.execCommand("insertText", false, "/");
  }
}

/** One page of slides at a time: by buttons, by arrow keys, and by the page where one left. */

export class Slides {
  private at = 0;
  private readonly pages: HTMLElement[];

  constructor(
    private readonly box: HTMLElement,
    private readonly words: (page: number, of: number) => string,
    private readonly turned: (page: number) => void,
    first: number,
  ) {
    this.pages = [...box.querySelectorAll<HTMLElement>("[data-slide]")];
    const steps = box.querySelector<HTMLElement>("[data-slide-steps]");
    if (!steps || this.pages.length < 2) return;
    steps.hidden = false;
    for (const button of box.querySelectorAll<HTMLButtonElement>("[data-slide-step]")) {
      button.addEventListener("click", () => this.turn(this.at + Number(button.dataset.slideStep)));
    }
    box.addEventListener("keydown", (event) => {
      if ((event.target as Element).closest("summary, input, textarea, select")) return;
      const forth = getComputedStyle(box).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const back = forth === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      const to = { [forth]: this.at + 1, [back]: this.at - 1, Home: 0, End: this.pages.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.turn(to);
    });
    const asked = /^#page-(\d{1,4})$/.exec(location.hash);
    const begin = asked ? Number(asked[1]) : first;
    const place = this.pages.findIndex((page) => Number(page.dataset.slide) === begin);
    this.show(place < 0 ? 0 : place);
  }

  private turn(to: number): void {
    if (to < 0 || to >= this.pages.length || to === this.at) return;
    this.show(to);
    this.turned(Number(this.pages[to]?.dataset.slide));
  }

  private show(at: number): void {
    this.at = at;
    this.pages.forEach((page, place) => (page.hidden = place !== at));
    for (const next of this.pages.slice(at, at + 2)) next.querySelector("img")?.setAttribute("loading", "eager");
    const place = this.box.querySelector("[data-slide-place]");
    if (place) place.textContent = this.words(at + 1, this.pages.length);
    for (const button of this.box.querySelectorAll<HTMLButtonElement>("[data-slide-step]")) {
      const to = at + Number(button.dataset.slideStep);
      button.setAttribute("aria-disabled", String(to < 0 || to >= this.pages.length));
    }
  }
}

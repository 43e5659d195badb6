/** One question at a time, where the quiz wants it: all are on the page, so that a dead line keeps nobody from going on. */

export class Steps {
  private at = 0;

  constructor(
    private readonly questions: HTMLElement[],
    private readonly nav: HTMLElement,
    private readonly said: (place: number) => void,
  ) {
    nav.hidden = false;
    for (const button of nav.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      button.addEventListener("click", () => this.show(this.at + Number(button.dataset.step), true));
    }
    addEventListener("hashchange", () => this.follow(true));
    this.follow(false);
  }

  private follow(moved: boolean): void {
    const wanted = this.questions.findIndex((each) => `#q${each.dataset.question}` === location.hash);
    if (wanted >= 0 || !moved) this.show(Math.max(wanted, 0), moved);
  }

  show(index: number, moved: boolean): void {
    this.at = Math.min(Math.max(index, 0), this.questions.length - 1);
    const current = this.questions[this.at];
    let heading: HTMLElement | null = null;
    for (const part of current?.parentElement?.querySelectorAll<HTMLElement>("[data-section], [data-question]") ?? []) {
      if (part.dataset.section !== undefined) heading = part;
      part.hidden = part !== current;
      if (part === current && heading) heading.hidden = false;
    }
    for (const button of this.nav.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      const next = this.at + Number(button.dataset.step);
      button.disabled = next < 0 || next >= this.questions.length;
    }
    if (moved) {
      this.said(this.at + 1);
      current?.querySelector<HTMLElement>("fieldset")?.focus();
    }
  }
}

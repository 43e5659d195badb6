/** A place in a picture (data-pointing): pointed at, or a cross moved by the arrow keys. Both fill in the two figures, in percent
 *  from the top left corner; choosing an area by its name empties them. The picture is never mirrored, nor are the keys. */
import { changed } from "./changed";

const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LARGE = 10;
const REST = 7;

export function pointing(root: ParentNode): void {
  for (const frame of root.querySelectorAll<HTMLElement>("[data-pointing]")) {
    const question = frame.closest("fieldset");
    const figures = question?.querySelector<HTMLElement>("[data-point]");
    const inputs = figures?.querySelectorAll("input");
    const cross = frame.querySelector<HTMLButtonElement>("[data-cross]");
    if (question && figures && cross && inputs?.[0] && inputs[1]) new Pointing(frame, question, figures, cross, inputs[0], inputs[1]).begin();
  }
}

class Pointing {
  constructor(
    private readonly frame: HTMLElement,
    private readonly question: HTMLElement,
    private readonly figures: HTMLElement,
    private readonly cross: HTMLButtonElement,
    private readonly across: HTMLInputElement,
    private readonly down: HTMLInputElement,
  ) {}

  begin(): void {
    this.figures.hidden = true;
    this.cross.hidden = false;
    this.frame.querySelector("img")!.addEventListener("click", (event) => {
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      this.put(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
      this.cross.focus({ preventScroll: true });
    });
    this.cross.addEventListener("keydown", (event) => this.step(event));
    this.cross.addEventListener("click", () => this.put(this.x, this.y));
    this.question.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "radio" && event.target.checked) {
        this.across.value = this.down.value = "";
      }
      this.draw();
    });
    this.draw();
  }

  private get x(): number {
    return this.across.value === "" ? 50 : Number(this.across.value);
  }

  private get y(): number {
    return this.down.value === "" ? 50 : Number(this.down.value);
  }

  private step(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? LARGE : 1;
    this.put(this.x + step[0] * far, this.y + step[1] * far);
    const said = this.question.querySelector<HTMLElement>("[data-point-said]");
    if (said) said.textContent = (said.dataset.pointSaid ?? "").replace("{x}", this.across.value).replace("{y}", this.down.value);
  }

  private put(x: number, y: number): void {
    this.across.value = percent(x);
    this.down.value = percent(y);
    for (const radio of this.question.querySelectorAll<HTMLInputElement>('input[type="radio"]')) radio.checked = false;
    changed(this.across);
  }

  private draw(): void {
    const isUnset = this.across.value === "";
    this.cross.classList.toggle("unset", isUnset);
    this.cross.style.left = `${isUnset ? REST : this.x}%`; // not in the middle: it would hide what may be the answer, or hint at it
    this.cross.style.top = `${isUnset ? REST : this.y}%`;
  }
}

function percent(value: number): string {
  return String(Math.round(Math.min(100, Math.max(0, value)) * 100) / 100);
}

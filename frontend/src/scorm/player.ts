/** The frame's own page: one item after the other, each with the run-time that it looks for. */

import { type Api, type Edition, open, show } from "./api";
import { beginInside } from "./inside";
import { type Beginning, beginningOf, Line, type Told, type ToldWithin } from "./line";

interface Item {
  id: string;
  title: string;
  needs: string[];
  address: string;
  isSco: boolean;
  isComplete: boolean;
  isVisible: boolean;
}

export interface Config {
  base: string;
  application: string;
  isOpaque: boolean;
  items: Item[];
  /** Of a package that orders its items: its rules, and how far they have come. */
  sequencing: object | null;
  sequence: Beginning;
}

export interface Player {
  begin(): void;
}

export const EMPTY = "about:blank";

/** One item after the other. */
class Simple implements Player {
  private at = -1;
  private api: Api | null = null;

  constructor(
    private readonly edition: Edition,
    private readonly config: Config,
    private readonly frame: HTMLIFrameElement,
  ) {
    for (const button of this.buttons()) button.addEventListener("click", () => void this.go(Number(button.dataset.item)));
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-step]"))
      button.addEventListener("click", () => void this.go(this.at + Number(button.dataset.step)));
    if (config.isOpaque)
      window.addEventListener("message", (event: MessageEvent<ToldWithin>) => {
        if (event.source === frame.contentWindow && event.data?.kind === "scorm") this.hear(event.data);
      });
  }

  private buttons(): NodeListOf<HTMLButtonElement> {
    return document.querySelectorAll("[data-item]");
  }

  private may(number: number): boolean {
    const item = this.config.items[number];
    return !!item && item.needs.every((id) => this.config.items.every((other) => other.id !== id || other.isComplete));
  }

  /** Close what is open, which then says what it has to, and begin another item. */
  async go(number: number): Promise<void> {
    const item = this.config.items[number];
    if (!item || number === this.at || !this.may(number)) return;
    if (this.at >= 0) await this.leave();
    this.at = number;
    document.querySelector(".player-menu")?.removeAttribute("open");
    this.draw();
    this.api = null;
    if (!this.config.isOpaque || !item.isSco) {
      const beginning = beginningOf(this.config.base, number);
      const line = this.line(number, beginning);
      if (item.isSco) {
        this.api = open(this.edition, () => line);
        this.api.loadFromJSON(beginning.cmi, "cmi");
        for (const [name, step] of [["SequenceNext", 1], ["SequencePrevious", -1]] as const)
          this.api.on(name, () => window.setTimeout(() => void this.go(this.at + step)));
        this.api.on("SequenceChoice", (id) => window.setTimeout(() => void this.go(this.config.items.findIndex((each) => each.id === id))));
        show(this.edition, this.api);
      } else line.store({}, true);
    }
    this.frame.title = item.title;
    this.frame.src = item.address;
  }

  private async leave(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.frame.addEventListener("load", () => resolve(), { once: true });
      this.frame.src = EMPTY;
    });
    if (this.api?.isInitialized()) this.edition.end(this.api);
  }

  private line(number: number, beginning: Beginning): Line {
    return new Line(`${this.config.base}commit/${number}`, beginning, (told) => this.tell(number, told));
  }

  /** A page within tells. What it could not send as it closed goes out from here, which stays. */
  private hear({ item, body, ...told }: ToldWithin): void {
    this.tell(item, told);
    if (body) this.line(item, { cmi: {}, revision: 0, isSco: true, isKept: true }).adopt(body);
  }

  private tell(number: number, told: Told): void {
    const item = this.config.items[number];
    if (item && told.isComplete) item.isComplete = true;
    this.draw();
    window.parent.postMessage(told, this.config.application);
  }

  private draw(): void {
    for (const button of this.buttons()) {
      const number = Number(button.dataset.item);
      button.disabled = !this.may(number);
      button.toggleAttribute("data-complete", this.config.items[number]?.isComplete ?? false);
      if (number === this.at) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-step]"))
      button.disabled = !this.may(this.at + Number(button.dataset.step));
  }

  /** The first that is not complete and may begin, else the first. */
  begin(): void {
    const found = this.config.items.findIndex((item, number) => !item.isComplete && this.may(number));
    void this.go(Math.max(found, 0));
  }
}

function beginPlayer(edition: Edition, config: HTMLElement): void {
  const frame = document.querySelector<HTMLIFrameElement>("#content");
  if (!frame) return;
  const values = JSON.parse(config.textContent ?? "") as Config;
  const player = edition.sequenced && values.sequencing ? edition.sequenced(values, frame) : new Simple(edition, values, frame);
  player.begin();
}

/** In the player's own page, or within a page of a package. */
export function begin(edition: Edition): void {
  const script = document.currentScript;
  const config = document.getElementById("player-config");
  if (config) beginPlayer(edition, config);
  else if (script instanceof HTMLScriptElement) beginInside(edition, script);
}

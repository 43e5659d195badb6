/** A package of 2004 that orders its items: scorm-again follows its rules, this window delivers what they say. */

import { type Api, type Edition, open, show } from "./api";
import { beginningOf, Line, type Saved, type Told } from "./line";
import { type Config, EMPTY, type Player } from "./player";

interface Activity {
  id: string;
}

interface Valid {
  continue: boolean;
  previous: boolean;
  choice: Record<string, string>;
}

interface Preview {
  outcome: "allowed" | "blocked" | "unknown";
  targetActivityId: string | null;
}

interface Sequencing {
  activityTree: Activity;
}

/** What of scorm-again's run-time of 2004 follows the rules. */
interface Engine extends Api {
  processNavigationRequest(request: string, target?: string): boolean;
  previewNavigationRequest(request: "continue" | "previous"): Preview;
  getSequencingState(): { currentActivity: (Activity & { isActive: boolean }) | null };
  getActivityTrackingData(id: string): { completionStatus: string } | null;
  serializeSequencingState(): string;
  deserializeSequencingState(kept: string): boolean;
  reset(settings: undefined, options: object): void;
}

type Request = "continue" | "previous" | "choice";

const WORST: readonly Saved[] = ["elsewhere", "closed", "unsaved", "saved"];

export class Sequenced implements Player {
  private at = -1;
  private next = -1;
  private isBusy = false;
  private hasEnded = false;
  private valid: Valid = { continue: false, previous: false, choice: {} };
  private readonly root: string;
  private readonly engine: Engine;
  private readonly track: Line;
  private line: Line;
  private readonly saved = new Map<Line, Saved>();

  constructor(
    private readonly edition: Edition,
    private readonly config: Config,
    private readonly frame: HTMLIFrameElement,
  ) {
    this.root = (config.sequencing as Sequencing).activityTree.id;
    this.track = new Line(`${config.base}sequence`, config.sequence, (told) => this.tell(this.track, told));
    this.line = this.track;
    const eventListeners = {
      onActivityDelivery: (activity: Activity) => this.deliver(activity.id),
      onNavigationValidityUpdate: (valid: Valid) => {
        this.valid = valid;
      },
      onSequencingSessionEnd: () => this.end(),
    };
    this.engine = open(edition, () => this.line, { sequencing: { ...config.sequencing, eventListeners } }, () => this.settle()) as Engine;
    this.engine.on("SetValue.cmi.completion_status", () => window.setTimeout(() => this.draw()));
    this.engine.on("SetValue.cmi.success_status", () => window.setTimeout(() => this.draw()));
    for (const button of this.buttons()) {
      const item = config.items[Number(button.dataset.item)];
      const entry = button.closest("li");
      if (entry) entry.hidden = !item?.isVisible;
      button.addEventListener("click", () => item && void this.choose(item.id));
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-step]"))
      button.addEventListener("click", () => void this.step(Number(button.dataset.step)));
    document.querySelector("[data-again]")?.addEventListener("click", () => this.begin());
  }

  private buttons(): NodeListOf<HTMLButtonElement> {
    return document.querySelectorAll("[data-item]");
  }

  private current(): string {
    return this.engine.getSequencingState().currentActivity?.id ?? "";
  }

  /** Where one left, else where the rules begin, else the first item that may be chosen. */
  begin(): void {
    const state = this.hasEnded || this.at >= 0 ? undefined : this.config.sequence.cmi.state;
    this.hasEnded = false;
    if (typeof state === "string" && this.restored(state)) {
      this.deliver(this.current());
      if (this.next >= 0) return;
    }
    if (this.engine.processNavigationRequest("resumeAll") && this.next >= 0) return;
    if (this.current()) this.engine.processNavigationRequest("exitAll");
    this.hasEnded = false;
    this.engine.processNavigationRequest("start");
    for (const item of this.config.items) {
      if (this.next >= 0) return;
      this.engine.processNavigationRequest("choice", item.id);
    }
    if (this.next < 0) this.end();
  }

  private restored(state: string): boolean {
    try {
      return this.engine.deserializeSequencingState(state);
    } catch {
      return false;
    }
  }

  /** Within a call of the package or of :meth:`go`: the item is loaded when that is over. */
  private deliver(id: string): void {
    this.next = this.config.items.findIndex((item) => item.id === id);
    if (this.next >= 0 && !this.isBusy) window.setTimeout(() => void this.load());
  }

  private end(): void {
    this.hasEnded = true;
    if (!this.isBusy) window.setTimeout(() => void this.load());
  }

  private async blank(): Promise<void> {
    if (!this.frame.src || this.frame.src === EMPTY) return;
    await new Promise<void>((resolve) => {
      this.frame.addEventListener("load", () => resolve(), { once: true });
      this.frame.src = EMPTY;
    });
  }

  private async load(): Promise<void> {
    const number = this.next;
    const item = this.config.items[number];
    await this.blank();
    const ended = document.querySelector<HTMLElement>("[data-ended]");
    if (ended) ended.hidden = !this.hasEnded;
    this.frame.hidden = this.hasEnded;
    if (!this.hasEnded && item) {
      this.next = -1;
      this.at = number;
      const beginning = beginningOf(this.config.base, number);
      this.saved.delete(this.line);
      const line = new Line(`${this.config.base}commit/${number}`, beginning, (told) => {
        if (told.isComplete) item.isComplete = true;
        this.tell(line, told);
      });
      this.line = line;
      this.engine.reset(undefined, { preserveListeners: true, resetTotalTime: true });
      this.engine.loadFromJSON(beginning.cmi, "cmi");
      show(this.edition, this.engine);
      if (!beginning.isSco) line.store({}, true);
      this.frame.title = item.title;
      this.frame.src = item.address;
    }
    this.settle();
  }

  /** Keep how far the rules have come, when what goes on now is over. */
  private settle(): void {
    window.setTimeout(() => {
      const root = this.engine.getActivityTrackingData(this.root);
      const isComplete = root?.completionStatus === "completed";
      void this.track.storeLater({ state: this.engine.serializeSequencingState(), complete: isComplete });
      this.draw();
    });
  }

  private async choose(id: string): Promise<void> {
    document.querySelector(".player-menu")?.removeAttribute("open");
    if (id === this.current() && !this.hasEnded) return;
    if (this.valid.choice[id] === "true") await this.go("choice", id);
    else if (this.preview("continue")?.targetActivityId === id) await this.go("continue");
  }

  private async step(by: number): Promise<void> {
    const request = by > 0 ? "continue" : "previous";
    if (this.flows(request)) await this.go(request);
    else {
      const beside = this.beside(by);
      if (beside) await this.go("choice", beside);
    }
  }

  private preview(request: "continue" | "previous"): Preview | null {
    const found = this.engine.isInitialized() ? this.engine.previewNavigationRequest(request) : null;
    return found?.outcome === "unknown" ? null : found;
  }

  private flows(request: "continue" | "previous"): boolean {
    if (this.hasEnded) return false;
    const found = this.preview(request);
    return found ? found.outcome === "allowed" : this.valid[request];
  }

  /** The item before or after, where the package lets its reader choose but does not flow. */
  private beside(by: number): string {
    for (let number = this.at + by; this.at >= 0; number += by) {
      const item = this.config.items[number];
      if (!item) return "";
      if (item.isVisible) return this.valid.choice[item.id] === "true" ? item.id : "";
    }
    return "";
  }

  /** End what is open, which then says what it has to, and ask the rules. What the item itself asks for at its end goes first. */
  private async go(request: Request, target?: string): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.next = -1;
    await this.blank();
    if (this.engine.isInitialized()) this.edition.end(this.engine);
    const isAnswered = this.next >= 0 || this.hasEnded || this.engine.processNavigationRequest(request, target);
    this.isBusy = false;
    const blocked = document.querySelector<HTMLElement>("[data-blocked]");
    if (blocked) blocked.hidden = isAnswered;
    if (this.next < 0 && !this.hasEnded) this.next = this.at;
    await this.load();
  }

  private tell(line: Line, told: Told): void {
    this.saved.set(line, told.saved);
    const states = [...this.saved.values()];
    const saved = WORST.find((each) => states.includes(each)) ?? "saved";
    this.draw();
    window.parent.postMessage({ ...told, saved }, this.config.application);
  }

  private draw(): void {
    const current = this.current();
    const next = this.preview("continue")?.targetActivityId;
    for (const button of this.buttons()) {
      const item = this.config.items[Number(button.dataset.item)];
      if (!item) continue;
      button.disabled = this.hasEnded || (this.valid.choice[item.id] !== "true" && item.id !== next && item.id !== current);
      button.toggleAttribute("data-complete", item.isComplete);
      if (item.id === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      const by = Number(button.dataset.step);
      button.disabled = !this.flows(by > 0 ? "continue" : "previous") && (this.hasEnded || !this.beside(by));
    }
  }
}

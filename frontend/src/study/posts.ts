/** Posts of a discussion: each waits on this device until the server has it, is shown meanwhile, and can be withdrawn. */

import { type Change, newWord, type Outbox } from "./outbox";

export interface PostWords {
  waiting: string;
  posted: string;
  notTaken: string;
}

export class Posts {
  private readonly forms: HTMLFormElement[];
  private readonly shown = new Map<string, HTMLElement>();

  constructor(
    private readonly lesson: string,
    private readonly outbox: Outbox,
    private readonly words: PostWords,
    give: (change: Change) => void,
  ) {
    this.forms = [...document.querySelectorAll<HTMLFormElement>("form[data-post]")];
    for (const form of this.forms) {
      form.addEventListener("submit", (event) => {
        const area = form.querySelector("textarea");
        const text = area?.value.trim() ?? "";
        if (!area || !text) return;
        event.preventDefault();
        const fields: Record<string, string> = { text, language: this.field(form, "language"), reply_to: this.field(form, "reply_to") };
        const change: Change = { change: newWord(), kind: "post", lesson, address: form.action, fields, at: Date.now() };
        area.value = "";
        give(change);
        this.draw();
      });
    }
    this.draw();
  }

  /** Show what waits for this lesson, and why. */
  draw(): void {
    const own = this.outbox.all().filter((change) => change.kind === "post" && change.lesson === this.lesson);
    for (const [word, card] of this.shown) {
      if (!own.some((change) => change.change === word) && !("posted" in card.dataset)) {
        card.remove();
        this.shown.delete(word);
      }
    }
    for (const change of own) {
      const card = this.shown.get(change.change) ?? this.card(change);
      if (card) this.say(card, change.refused === undefined ? this.words.waiting : change.refused || this.words.notTaken, "warn");
    }
  }

  /** It is there; perhaps it was on its way already when it was withdrawn. */
  posted(change: Change): void {
    if (change.lesson !== this.lesson) return;
    const card = this.shown.get(change.change) ?? this.card(change);
    if (!card) return;
    const area = this.formOf(change)?.querySelector("textarea");
    if (area && area.value === change.fields.text) area.value = "";
    card.dataset.posted = "";
    card.querySelector("[data-withdraw]")?.remove();
    this.say(card, this.words.posted, "ok");
  }

  private say(card: HTMLElement, text: string, ground: string): void {
    const place = card.querySelector<HTMLElement>("[data-why]");
    if (!place || place.textContent === text) return;
    place.textContent = text;
    place.className = `badge ${ground}`;
  }

  private field(form: HTMLFormElement, name: string): string {
    return form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? "";
  }

  /** The form in which it was written; that of the lesson where the post that it answers is gone. */
  private formOf(change: Change): HTMLFormElement | undefined {
    return this.forms.find((form) => this.field(form, "reply_to") === change.fields.reply_to) ?? this.forms[0];
  }

  private card(change: Change): HTMLElement | null {
    const form = this.formOf(change);
    const template = document.querySelector<HTMLTemplateElement>("[data-post-waiting]");
    const card = template?.content.cloneNode(true) as DocumentFragment | undefined;
    const found = card?.firstElementChild as HTMLElement | undefined;
    if (!form || !found) return null;
    const text = found.querySelector("[data-text]");
    if (text) text.textContent = change.fields.text ?? "";
    found.querySelector("[data-withdraw]")?.addEventListener("click", () => this.withdraw(change, form, found));
    form.after(found);
    const details = form.closest("details");
    if (details) details.open = true;
    this.shown.set(change.change, found);
    return found;
  }

  /** Not to be sent, and back in the form, where nothing else stands there. */
  private withdraw(change: Change, form: HTMLFormElement, card: HTMLElement): void {
    this.outbox.remove(change.change);
    this.shown.delete(change.change);
    card.remove();
    const area = form.querySelector("textarea");
    if (area && !area.value) area.value = change.fields.text ?? "";
    area?.focus();
  }
}

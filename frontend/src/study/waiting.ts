/** On every page of somebody who is signed in: what they did without a line goes out, and is not lost when they sign out. */

import { Drafts } from "../attempt/drafts";
import { lockOf, type Sending, sendElsewhere } from "../attempt/elsewhere";
import type { Watcher } from "../attempt/sender";
import { alone } from "./alone";
import { draftsKey, forget, type Known, knownAttempts } from "./attempts";
import { letGo } from "./keeping";
import { Line, poster, type Why } from "./line";
import { forgetOthers } from "./names";
import { Outbox } from "./outbox";
import { storage } from "./register";
import { asksBefore } from "./signingOut";

export function beginWaiting(): void {
  const form = document.querySelector<HTMLFormElement>("[data-sign-out]");
  const banner = document.querySelector<HTMLElement>("[data-outbox]");
  if (form && banner && form.dataset.signOut) begin(banner, form, form.dataset.signOut);
}

function begin(banner: HTMLElement, form: HTMLFormElement, reader: string): void {
  const words = banner.dataset as Record<string, string>;
  const store = storage();
  const outbox = new Outbox(store, reader);
  const own = document.querySelector<HTMLElement>("[data-attempt][data-lease]")?.dataset.attempt;
  const sendings: Sending[] = [];
  const notes = new Map<string, HTMLElement>();
  if ("caches" in window) void forgetOthers(reader).catch(() => undefined);

  /** The page of a lesson tells of changes itself; this banner tells of them elsewhere, and of answers everywhere. */
  const isStudy = document.querySelector("[data-study]") !== null;
  const waiting = (): number => (isStudy ? 0 : outbox.size) + sendings.reduce((sum, each) => sum + each.waiting, 0);
  let hasWaited = false;

  function say(why: Why = "line"): void {
    const number = waiting();
    hasWaited ||= number > 0;
    const text = number ? { line: isStudy ? words.answers : words.line, "signed-out": words.signedOut, other: words.other }[why] : words.sent;
    const place = banner.querySelector<HTMLElement>("[data-words]");
    if (place && hasWaited) place.textContent = (text ?? "").replace("{number}", String(number));
    if (place) place.hidden = !hasWaited;
    banner.classList.toggle("warn", number > 0 || notes.size > 0);
    banner.hidden = !hasWaited && notes.size === 0;
  }

  /** What only the attempt's own page can settle, or what did not count: with the way there. */
  function note(known: Known, text: string | undefined, number = 0): void {
    const link = notes.get(known.attempt) ?? document.createElement("a");
    link.setAttribute("href", known.address);
    link.textContent = (text ?? "").replace("{quiz}", known.title).replace("{number}", String(number));
    notes.set(known.attempt, link);
    banner.querySelector("[data-notes]")?.append(link);
    say();
  }

  function send(known: Known): void {
    const watcher: Watcher = {
      saving: () => say(),
      saved: () => say(),
      waiting: (_, why) => say(why),
      refused: () => note(known, words.look),
      over(code) {
        const lost = found?.waiting ?? 0;
        sendings.splice(sendings.indexOf(found as Sending), 1);
        if (code === "attempt.elsewhere") note(known, words.look);
        else {
          forget(store, reader, known.attempt);
          void letGo(reader, known.address).catch(() => undefined);
          note(known, words.lost, lost);
        }
      },
    };
    const found = sendElsewhere(store, reader, known, watcher);
    if (!found) return;
    sendings.push(found);
    say();
    found.flush();
  }

  /** How many answers of an attempt wait here. */
  const waitingOf = (known: Known): number => new Drafts(store, draftsKey(known.attempt)).size;

  const over = document.querySelector<HTMLElement>("[data-attempt-over]")?.dataset.attemptOver;
  for (const known of knownAttempts(store, reader).filter((each) => each.attempt === over)) {
    const lost = waitingOf(known);
    forget(store, reader, known.attempt);
    void letGo(reader, known.address).catch(() => undefined);
    if (lost) note(known, words.lost, lost);
  }

  const locks = (navigator as { locks?: LockManager }).locks;
  for (const known of knownAttempts(store, reader)) {
    if (known.attempt === own || !waitingOf(known)) continue;
    // While the attempt's own page is open in another window, that one sends.
    void locks?.request(lockOf(known.attempt), { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      send(known);
      await new Promise(() => undefined);
    });
    if (!locks) send(known);
  }

  const line = new Line(
    outbox,
    poster(reader),
    { waiting: (_, why) => say(why), taken: () => say(), refused: () => say() },
    Math.random,
    alone(`study.${reader}`),
  );
  const flush = (): void => {
    if (!isStudy) line.flush();
    for (const each of sendings) each.flush();
  };
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", flush);
  say();
  flush();

  const all = (): number => outbox.size + knownAttempts(store, reader).reduce((sum, known) => sum + waitingOf(known), 0);
  asksBefore(form, store, reader, all);
}

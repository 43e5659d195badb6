/** The page of a lesson: keeps the place, says what is done, and sends both when there is a line. */

import { keepingCard } from "./keepingCard";
import { alone } from "./alone";
import { Line, poster, type Reply, type Why } from "./line";
import { newWord, Outbox, type Change } from "./outbox";
import { Posts } from "./posts";
import { register, storage } from "./register";
import { LEAVING } from "./signingOut";
import { Slides } from "./slides";

const EVERY = 30_000;
const SETTLED = 4000;

export function begin(root: HTMLElement): void {
  const words = root.dataset as Record<string, string>;
  const lesson = words.lesson ?? "";
  const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector);
  const store = storage();
  const reader = words.reader ?? "";
  const outbox = new Outbox(store, reader);
  let learns = words.placeUrl !== undefined;
  addEventListener(LEAVING, () => (learns = false));

  /* What is said of the line ------------------------------------------------------------------ */
  const state = find("[data-line-state]");
  function say(text: string, isWaiting = false): void {
    if (!state) return;
    state.hidden = text === "";
    state.classList.toggle("warn", isWaiting);
    const place = state.querySelector("[data-words]");
    if (place && place.textContent !== text) place.textContent = text;
  }
  const many = (text: string | undefined, number: number) => (text ?? "").replace("{number}", String(number));

  /** What the learner did is counted; the place, which they did not ask to be noted, waits in silence. */
  function sayWaiting(why: Why = "line"): boolean {
    const waiting = outbox.size;
    const text = { line: words.waiting, "signed-out": words.signedOut, other: words.other }[why];
    if (waiting) say(many(text, waiting), true);
    const link = state?.querySelector<HTMLElement>("[data-sign-in]");
    if (link) link.hidden = !waiting || why === "line";
    return waiting > 0;
  }

  const watcher = {
    waiting: (_: number, why: Why) => void sayWaiting(why),
    taken(change: Change, reply: Reply) {
      if (change.kind !== "place") settle(change.lesson, reply);
      if (change.kind === "post") posts.posted(change);
      if (!sayWaiting() && change.kind !== "place") say(words.saved ?? "");
    },
    refused(change: Change, sentence: string) {
      if (change.kind === "done") forgetDone(change.lesson);
      posts.draw();
      if (sentence) say(sentence, true);
    },
  };
  const line = new Line(outbox, poster(reader), watcher, Math.random, alone(`study.${reader}`));

  /** What the learner did is kept before it is sent, or they are told that it is not. */
  function give(change: Change): void {
    const isKept = line.give(change);
    if (!isKept && change.kind !== "place") say(words.full ?? "", true);
  }

  /* Done -------------------------------------------------------------------------------------- */
  const doneKey = `study.${reader}.done`;
  function doneHere(): string[] {
    try {
      return JSON.parse(store?.getItem(doneKey) ?? "[]") as string[];
    } catch {
      return [];
    }
  }
  function keepDone(lessons: string[]): void {
    try {
      store?.setItem(doneKey, JSON.stringify(lessons.slice(-200)));
    } catch {
      // Full, or forbidden: the server knows.
    }
  }
  const forgetDone = (id: string) => keepDone(doneHere().filter((each) => each !== id));

  /** A page that was kept does not know what was done since: this device does. */
  function markDone(id: string): void {
    for (const link of document.querySelectorAll<HTMLElement>(`.course-outline a[data-lesson="${id}"]`)) {
      const place = link.querySelector("[data-state]");
      const sign = find<HTMLTemplateElement>("[data-done-sign]");
      if (place && sign && !place.querySelector("[data-done]")) place.replaceChildren(sign.content.cloneNode(true));
    }
    if (id !== lesson) return;
    const badge = find("[data-is-done]");
    if (badge) badge.hidden = false;
    const form = find("[data-done-form]");
    const hadFocus = form?.contains(document.activeElement) ?? false;
    if (form) form.hidden = true;
    const next = find<HTMLAnchorElement>("[data-next]");
    next?.classList.add("primary");
    if (hadFocus) next?.focus();
  }

  function settle(id: string, reply: Reply): void {
    markDone(id);
    if (reply.done === undefined || reply.of === undefined) return;
    const bar = find<HTMLProgressElement>(".course-progress progress");
    if (bar) bar.value = reply.done;
    const text = find("[data-done-so-far]");
    if (text) text.textContent = many(words.soFar, reply.done).replace("{total}", String(reply.of));
    const complete = find("[data-complete]");
    if (complete) complete.hidden = reply.state !== "completed";
  }

  for (const id of doneHere()) markDone(id);

  const form = find<HTMLFormElement>("[data-done-form]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    say(words.saving ?? "");
    keepDone([...doneHere(), lesson]);
    const change: Change = { change: newWord(), kind: "done", lesson, address: form.action, fields: {}, at: Date.now() };
    give(change);
    markDone(lesson);
  });

  const posts = new Posts(
    lesson,
    outbox,
    { waiting: words.postWaits ?? "", posted: words.posted ?? "", notTaken: words.notTaken ?? "" },
    (change) => {
      say(words.saving ?? "");
      give(change);
    },
  );

  /* The place, and the time spent ------------------------------------------------------------- */
  const text = find("[data-text]");
  let page = Number(words.page ?? 0);
  let moved = false;
  let since = Date.now();
  let spent = 0;

  function share(): number | undefined {
    if (!text) return undefined;
    const box = text.getBoundingClientRect();
    const room = box.height - innerHeight;
    return room <= 0 ? undefined : Math.round(1000 * Math.min(1, Math.max(0, -box.top / room)));
  }
  let isSeen = document.visibilityState === "visible";
  function count(): void {
    const now = Date.now();
    if (isSeen) spent += Math.min(now - since, 2 * EVERY);
    since = now;
    isSeen = document.visibilityState === "visible";
  }
  /** While an earlier place waits for the line, a new one waits with it, until the page is left. */
  function tell(isLeaving = false): void {
    if (!learns) return;
    count();
    if (!isLeaving && outbox.all().some((change) => change.kind === "place")) return;
    const seconds = Math.round(spent / 1000);
    if (!moved && seconds < 5) return;
    const fields: Record<string, string> = { at: String(Date.now()), seconds: String(seconds) };
    const at = share();
    if (page) fields.page = String(page);
    else if (at !== undefined) fields.share = String(at);
    spent = 0;
    moved = false;
    give({ change: newWord(), kind: "place", lesson, address: words.placeUrl ?? "", fields, at: Date.now() });
  }
  setInterval(() => isSeen && tell(), EVERY);
  let settling: ReturnType<typeof setTimeout> | undefined;
  function soon(): void {
    moved = true;
    clearTimeout(settling);
    settling = setTimeout(() => tell(), SETTLED);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell(true);
    else count();
  });
  addEventListener("pagehide", () => tell(true));
  addEventListener("scroll", () => (moved = true), { passive: true });

  const slides = find("[data-slides]");
  if (slides) {
    const where = (number: number, of: number) => many(words.pageOf, number).replace("{total}", String(of));
    const turned = (to: number) => {
      page = to;
      soon();
    };
    new Slides(slides, where, turned, page);
  } else if (text && words.share && scrollY === 0 && !location.hash) {
    const box = text.getBoundingClientRect();
    scrollTo(0, box.top + scrollY + (Number(words.share) / 1000) * Math.max(0, box.height - innerHeight));
  }

  /* Keeping, and coming back ------------------------------------------------------------------- */
  addEventListener("online", () => line.flush());
  addEventListener("storage", () => {
    posts.draw();
    if (!sayWaiting() && state?.classList.contains("warn")) say(words.saved ?? "");
  });
  document.addEventListener("visibilitychange", () => line.flush());
  if (learns) {
    sayWaiting();
    line.flush();
    const card = find("[data-keeping]");
    if (register(reader) && card) keepingCard(card, reader);
  }
}

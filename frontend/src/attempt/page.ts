/** The page of an attempt: saves each answer as it is given, and says so only when the server did. */

import { ServerClock } from "./clock";
import { Drafts, Since, verdict } from "./drafts";
import { readFields, writeFields } from "./fields";
import { request, save } from "./line";
import { Sender, type Watcher } from "./sender";
import { Steps } from "./steps";
import { watchTime } from "./timing";
import { lockOf } from "./elsewhere";
import { draftsKey, forget, knownAttempts, remember, sinceKey } from "../study/attempts";
import { keepAlso, letGo } from "../study/keeping";
import type { Why } from "../study/line";
import { register, storage } from "../study/register";
import { LEAVING } from "../study/signingOut";

const TYPING = 1200;
const CHOOSING = 300;
const AGAIN = 10_000;

const numbered = (text: string, number: number, total: number) =>
  text.replace("{number}", String(number)).replace("{total}", String(total));

export function begin(form: HTMLFormElement): void {
  const words = form.dataset as Record<string, string>;
  const attempt = words.attempt ?? "";
  const lease = words.lease ?? "";
  const find = <E extends HTMLElement>(selector: string) => form.querySelector<E>(selector);
  const questions = [...form.querySelectorAll<HTMLElement>("[data-question]")];
  const byPosition = new Map(questions.map((each) => [Number(each.dataset.question), each]));
  const revisions = new Map(questions.map((each) => [Number(each.dataset.question), Number(each.dataset.revision)]));
  const reader = words.reader ?? "";
  const store = storage();
  const drafts = new Drafts(store, draftsKey(attempt));
  const since = new Since(store, sinceKey(attempt));
  const clock = new ServerClock();
  const opened = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  // Each opening has a lease of its own: one that is known is that of a page which was kept, and its time is of that day.
  const before = knownAttempts(store, reader).find((known) => known.attempt === attempt && known.lease === lease);
  if (before) clock.recall(before.offset);
  else if (opened) clock.observe(Number(words.now), opened.responseEnd - opened.requestStart, performance.timeOrigin + opened.responseEnd);
  let due = words.due ? Number(words.due) : null;
  const isKept = register(reader);
  let hasFailed = false;
  let isOver = false;
  let finishes = false;
  const page = location.pathname;
  const title = document.querySelector("h1")?.textContent ?? "";
  remember(store, reader, { attempt, lease, title, address: page, offset: clock.offset, at: Date.now() });
  void (navigator as { locks?: LockManager }).locks?.request(lockOf(attempt), () => new Promise(() => undefined));
  if (isKept) void keepAlso(reader, words.quiz ?? "", page, lease).catch(() => undefined);

  const flagOf = (question: HTMLElement) => question.querySelector<HTMLInputElement>('[name="flag"]');
  const tell = (text: string) => {
    const told = find("[data-told]");
    if (told) told.textContent = text;
  };

  function status(position: number, text: string): void {
    const place = byPosition.get(position)?.querySelector("[data-status]");
    if (place) place.textContent = text;
  }

  /** What waits on this device is answered, too: that it is not saved yet is said beside it. */
  function isAnswered(position: number): boolean {
    const draft = drafts.get(position);
    return draft ? Object.keys(draft.fields).length > 0 : byPosition.get(position)?.dataset.isAnswered !== undefined;
  }

  function overview(position: number): void {
    const question = byPosition.get(position);
    const link = find<HTMLAnchorElement>(`[data-to="${position}"]`);
    if (!question || !link) return;
    const answered = isAnswered(position);
    const flagged = flagOf(question)?.checked ?? false;
    link.classList.toggle("done", answered);
    const word = link.querySelector("[data-word]");
    if (word) word.textContent = [answered ? words.answered : words.notAnswered, ...(flagged ? [words.flagged] : [])].join(", ");
    const flag = link.querySelector<HTMLElement>("[data-flag]");
    if (flag) flag.hidden = !flagged;
    const count = find("[data-count]");
    const done = [...byPosition.keys()].filter(isAnswered).length;
    if (count) count.textContent = numbered(words.howMany ?? "", done, questions.length);
  }

  function whole(text: string): void {
    const place = find("[data-state]");
    if (place && place.textContent !== text) place.textContent = text;
  }

  function waitingWords(why: Why): string {
    if (why === "signed-out") return words.signedOut ?? "";
    if (why === "other") return words.other ?? "";
    if (!drafts.isStored) return words.full ?? "";
    if (finishes) return words.finishLater ?? "";
    return (due === null ? words.offline : words.offlineDue) ?? "";
  }

  function showSignIn(isShown: boolean): void {
    const link = find("[data-sign-in]");
    if (link) link.hidden = !isShown;
  }

  const watcher: Watcher = {
    saving(position) {
      status(position, words.saving ?? "");
      if (!hasFailed) whole(words.saving ?? "");
    },
    saved(position, answered) {
      const question = byPosition.get(position);
      if (question) {
        if (answered) question.dataset.isAnswered = "";
        else delete question.dataset.isAnswered;
        question.querySelector<HTMLElement>("[data-refused]")?.remove();
      }
      status(position, words.saved ?? "");
      overview(position);
      if (drafts.size) {
        if (finishes && sender.isDone) leave();
        return;
      }
      whole(words.allSaved ?? "");
      showSignIn(false);
      if (hasFailed) tell(words.allSaved ?? "");
      hasFailed = false;
      if (finishes) leave();
    },
    waiting(position, why) {
      for (const [each] of drafts.all()) if (!sender.faults.includes(each)) status(each, words.waiting ?? "");
      status(position, words.waiting ?? "");
      const text = waitingWords(why);
      whole(text);
      showSignIn(why !== "line");
      if (!hasFailed) tell(text);
      hasFailed = true;
    },
    refused(position, sentence) {
      status(position, sentence);
      whole(sentence);
    },
    over(code, sentence) {
      isOver = true;
      const lost = code === "attempt.elsewhere" ? 0 : drafts.size;
      if (code !== "attempt.elsewhere") {
        for (const [each] of drafts.all()) status(each, "");
        drafts.clear();
        since.clear();
        forget(store, reader, attempt);
        void letGo(reader, page).catch(() => undefined);
      }
      const banner = find("[data-elsewhere]");
      const here = find("[data-here]");
      const result = find("[data-result]");
      const text = banner?.querySelector("p");
      if (!banner || !here || !result || !text) return;
      text.textContent = lost ? `${sentence} ${(words.lost ?? "").replace("{number}", String(lost))}` : sentence;
      here.hidden = code !== "attempt.elsewhere";
      result.hidden = code === "attempt.elsewhere";
      banner.hidden = false;
      whole("");
      for (const field of form.querySelectorAll("fieldset")) field.disabled = true;
      banner.scrollIntoView({ block: "center" }); // not below the bar that stays on top
    },
  };

  const sender = new Sender(
    drafts,
    revisions,
    lease,
    async (position, message) => {
      const address = byPosition.get(position)?.dataset.save ?? "";
      const answer = await save(reader, address, message, clock, (moved) => (due = moved));
      if (answer.kind === "saved" && isKept) since.put(position, { ...message, revision: answer.revision, answered: answer.answered });
      return answer;
    },
    watcher,
  );

  /* What was saved since this page was kept --------------------------------------------------- */
  for (const [position, answer] of since.newer(revisions)) {
    const question = byPosition.get(position);
    if (!question) continue;
    writeFields(question, position, answer.fields);
    const flag = flagOf(question);
    if (flag) flag.checked = answer.flagged;
    if (answer.answered) question.dataset.isAnswered = "";
    else delete question.dataset.isAnswered;
    revisions.set(position, answer.revision);
    overview(position);
  }

  /* What a reload, a closed lid or a dead line left unsent ------------------------------------ */
  for (const [position, draft] of drafts.all()) {
    const question = byPosition.get(position);
    if (!question) {
      drafts.remove(position);
      continue;
    }
    const found = verdict(draft, revisions.get(position) ?? 0, readFields(question, position));
    if (found === "drop") {
      drafts.remove(position);
      continue;
    }
    writeFields(question, position, draft.fields);
    const flag = flagOf(question);
    if (flag) flag.checked = draft.flagged;
    overview(position);
    if (found === "send") sender.decide(position);
    else conflict(position, question);
  }

  function conflict(position: number, question: HTMLElement): void {
    const banner = question.querySelector<HTMLElement>("[data-conflict]");
    const text = banner?.querySelector("p");
    if (!banner || !text) return;
    sender.hold(position);
    text.textContent = words.newer ?? "";
    banner.hidden = false;
    banner.querySelector("[data-mine]")?.addEventListener("click", () => {
      banner.hidden = true;
      sender.decide(position);
    });
    banner.querySelector("[data-theirs]")?.addEventListener("click", () => {
      drafts.remove(position);
      location.reload();
    });
  }

  /* Each change ----------------------------------------------------------------------------- */
  let timer: ReturnType<typeof setTimeout> | undefined;
  function given(event: Event): void {
    const question = (event.target as Element).closest<HTMLElement>("[data-question]");
    if (!question || isOver) return;
    finishes = false;
    const position = Number(question.dataset.question);
    sender.give(position, readFields(question, position), flagOf(question)?.checked ?? false, Date.now());
    overview(position);
    status(position, (hasFailed ? words.waiting : words.saving) ?? "");
    clearTimeout(timer);
    timer = setTimeout(() => sender.flush(), event.type === "input" ? TYPING : CHOOSING);
  }
  form.addEventListener("input", given);
  form.addEventListener("change", given);
  addEventListener("online", () => sender.flush());
  addEventListener("pagehide", () => sender.flush());
  addEventListener(LEAVING, () => {
    isOver = true;
    sender.stop();
  });
  document.addEventListener("visibilitychange", () => sender.flush());
  if (form.dataset.asTyped !== undefined) {
    for (const [position, question] of byPosition) {
      sender.give(position, readFields(question, position), flagOf(question)?.checked ?? false, Date.now());
    }
    sender.flush();
  }

  /* Finishing ------------------------------------------------------------------------------- */
  const savePage = find<HTMLButtonElement>("[data-save-page]");
  if (savePage) savePage.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sender.flush();
    if ((event.submitter as HTMLButtonElement | null)?.name !== "finish") return;
    finishes = true;
    leave();
  });
  /** To the page that asks once more; without a line, as soon as everything is saved. */
  function leave(): void {
    const fault = sender.faults[0];
    if (isOver) return;
    if (fault !== undefined) {
      finishes = false;
      location.hash = `q${fault}`;
    } else if (sender.isDone && !navigator.onLine) waitForLine();
    else if (sender.isDone) fetch(page, { method: "HEAD" }).then(() => location.assign(words.submit ?? ""), waitForLine);
    else if (hasFailed) {
      whole(words.finishLater ?? "");
      tell(words.finishLater ?? "");
    } else setTimeout(leave, 100);
  }
  function waitForLine(): void {
    whole(words.finishLater ?? "");
    tell(words.finishLater ?? "");
    setTimeout(() => finishes && leave(), AGAIN);
  }
  addEventListener("online", () => finishes && leave());

  /* Other windows --------------------------------------------------------------------------- */
  if ("BroadcastChannel" in window) {
    const others = new BroadcastChannel(`attempt.${attempt}`);
    others.postMessage(lease);
    others.addEventListener("message", () => {
      sender.stop();
      watcher.over("attempt.elsewhere", words.elsewhere ?? "");
    });
  }
  find("[data-here]")?.addEventListener("click", () => {
    const stay = () => {
      const text = find("[data-elsewhere] p");
      if (text) text.textContent = words.notHere ?? "";
    };
    const fromDevice = () => caches.match(page).then((own) => (own ? location.reload() : stay()), stay);
    fetch(page, { method: "HEAD" }).then(() => location.reload(), fromDevice);
  });

  /* Time ------------------------------------------------------------------------------------ */
  const said = { left: words.left ?? "", five: words.five ?? "", one: words.one ?? "", over: words.over ?? "" };
  const end = { due: () => (isOver ? null : due), isOver: () => isOver };
  watchTime(clock, end, said, find("[data-time]"), tell, {
    over: () => sender.flush(),
    handIn: () => request(reader, words.submit ?? "", new URLSearchParams({ lease }).toString(), "application/x-www-form-urlencoded"),
    done: () => location.assign(words.result ?? ""),
  });

  const nav = find("[data-steps]");
  if (words.oneAtATime !== undefined && nav) {
    new Steps(questions, nav, (place) =>
      tell(numbered(words.place ?? "", place, questions.length)),
    );
  }
}

/** The page of an attempt: saves each answer as it is given, and says so only when the server did. */

import { milestone, ServerClock, timeLeft } from "./clock";
import { Drafts, Since, verdict } from "./drafts";
import { readFields, writeFields } from "./fields";
import { request, save } from "./line";
import { Sender, type Watcher } from "./sender";
import { Steps } from "./steps";
import { register, storage } from "../study/register";

const TYPING = 1200;
const CHOOSING = 300;
const AFTER_THE_END = 2000;

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
  const drafts = new Drafts(storage(), `attempt.${attempt}`);
  const since = new Since(storage(), `attempt.${attempt}.since`);
  const clock = new ServerClock();
  const opened = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  if (opened) clock.observe(Number(words.now), opened.responseEnd - opened.requestStart, performance.timeOrigin + opened.responseEnd);
  let due = words.due ? Number(words.due) : null;
  const isKept = register(words.reader ?? "");
  let hasFailed = false;
  let isOver = false;

  const flagOf = (question: HTMLElement) => question.querySelector<HTMLInputElement>('[name="flag"]');
  const tell = (text: string) => {
    const told = find("[data-told]");
    if (told) told.textContent = text;
  };

  function status(position: number, text: string): void {
    const place = byPosition.get(position)?.querySelector("[data-status]");
    if (place) place.textContent = text;
  }

  function overview(position: number): void {
    const question = byPosition.get(position);
    const link = find<HTMLAnchorElement>(`[data-to="${position}"]`);
    if (!question || !link) return;
    const answered = question.dataset.isAnswered !== undefined;
    const flagged = flagOf(question)?.checked ?? false;
    link.classList.toggle("done", answered);
    const word = link.querySelector("[data-word]");
    if (word) word.textContent = [answered ? words.answered : words.notAnswered, ...(flagged ? [words.flagged] : [])].join(", ");
    const flag = link.querySelector<HTMLElement>("[data-flag]");
    if (flag) flag.hidden = !flagged;
    const count = find("[data-count]");
    const done = questions.filter((each) => each.dataset.isAnswered !== undefined).length;
    if (count) count.textContent = numbered(words.howMany ?? "", done, questions.length);
  }

  function whole(text: string): void {
    const place = find("[data-state]");
    if (place && place.textContent !== text) place.textContent = text;
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
      if (drafts.size) return;
      whole(words.allSaved ?? "");
      if (hasFailed) tell(words.allSaved ?? "");
      hasFailed = false;
    },
    waiting(position, why) {
      status(position, words.waiting ?? "");
      const text = (why === "line" ? words.offline : words.signedOut) ?? "";
      whole(text);
      if (!hasFailed) tell(text);
      hasFailed = true;
    },
    refused(position, sentence) {
      status(position, sentence);
      whole(sentence);
    },
    over(code, sentence) {
      isOver = true;
      if (code !== "attempt.elsewhere") {
        drafts.clear();
        since.clear();
      }
      const banner = find("[data-elsewhere]");
      const here = find("[data-here]");
      const result = find("[data-result]");
      const text = banner?.querySelector("p");
      if (!banner || !here || !result || !text) return;
      text.textContent = sentence;
      here.hidden = code !== "attempt.elsewhere";
      result.hidden = code === "attempt.elsewhere";
      banner.hidden = false;
      for (const field of form.querySelectorAll("fieldset")) field.disabled = true;
      banner.scrollIntoView({ block: "nearest" });
    },
  };

  const sender = new Sender(
    drafts,
    revisions,
    lease,
    async (position, message) => {
      const address = byPosition.get(position)?.dataset.save ?? "";
      const answer = await save(form, address, message, clock, (moved) => (due = moved));
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
    const position = Number(question.dataset.question);
    sender.give(position, readFields(question, position), flagOf(question)?.checked ?? false, Date.now());
    if (event.type === "change") overview(position);
    status(position, words.saving ?? "");
    clearTimeout(timer);
    timer = setTimeout(() => sender.flush(), event.type === "input" ? TYPING : CHOOSING);
  }
  form.addEventListener("input", given);
  form.addEventListener("change", given);
  addEventListener("online", () => sender.flush());
  addEventListener("pagehide", () => sender.flush());
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
    const leave = (): void => {
      const fault = sender.faults[0];
      if (fault !== undefined) location.hash = `q${fault}`;
      else if (sender.isDone) location.assign(words.submit ?? "");
      else if (!hasFailed && !isOver) setTimeout(leave, 100);
    };
    leave();
  });

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
    fetch(location.href, { method: "HEAD" }).then(
      () => location.reload(),
      () => tell(words.offline ?? ""),
    );
  });

  /* Time ------------------------------------------------------------------------------------ */
  const locale = document.documentElement.lang;
  let before = Infinity;
  function tick(): void {
    if (due === null || isOver) return;
    const left = due - clock.now() / 1000;
    const place = find("[data-time]");
    const text = left > 0 ? (words.left ?? "").replace("{time}", timeLeft(left, locale)) : (words.over ?? "");
    if (place && place.textContent !== text) place.textContent = text;
    const passed = milestone(before, left);
    if (passed !== undefined && before !== Infinity) tell((passed === 300 ? words.five : passed === 60 ? words.one : words.over) ?? "");
    before = left;
    if (left <= 0) {
      sender.flush();
      setTimeout(handIn, AFTER_THE_END);
    } else setTimeout(tick, left > 90 ? 5000 : 1000);
  }
  function handIn(): void {
    if (isOver) return;
    const body = new URLSearchParams({ lease }).toString();
    request(form, words.submit ?? "", body, "application/x-www-form-urlencoded").then(
      (response) => (response.ok && response.redirected ? location.assign(words.result ?? "") : setTimeout(handIn, 5000)),
      () => setTimeout(handIn, 5000),
    );
  }
  tick();

  const nav = find("[data-steps]");
  if (words.oneAtATime !== undefined && nav) {
    new Steps(questions, nav, (place) =>
      tell(numbered(words.place ?? "", place, questions.length)),
    );
  }
}

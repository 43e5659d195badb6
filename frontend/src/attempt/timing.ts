/** Says how much time is left of an attempt, and hands it in at its end. */

import { milestone, type ServerClock, timeLeft } from "./clock";

const AFTER_THE_END = 2000;
const AGAIN = 5000;

export interface End {
  /** Seconds since 1970; it may move. Null: no end, or over. */
  due(): number | null;
  isOver(): boolean;
}

export interface AtTheEnd {
  over(): void;
  handIn(): Promise<Response>;
  done(): void;
}

export function watchTime(
  clock: ServerClock,
  end: End,
  words: { left: string; five: string; one: string; over: string },
  place: HTMLElement | null,
  tell: (text: string) => void,
  then: AtTheEnd,
): void {
  const locale = document.documentElement.lang;
  let before = Infinity;
  function tick(): void {
    const due = end.due();
    if (due === null) return;
    const left = due - clock.now() / 1000;
    const text = left > 0 ? words.left.replace("{time}", timeLeft(left, locale)) : words.over;
    if (place && place.textContent !== text) place.textContent = text;
    const passed = milestone(before, left);
    if (passed !== undefined && before !== Infinity) tell(passed === 300 ? words.five : passed === 60 ? words.one : words.over);
    before = left;
    if (left <= 0) {
      then.over();
      setTimeout(handIn, AFTER_THE_END);
    } else setTimeout(tick, left > 90 ? 5000 : 1000);
  }
  function handIn(): void {
    if (end.isOver()) return;
    then.handIn().then(
      (response) => (response.ok && response.redirected ? then.done() : setTimeout(handIn, AGAIN)),
      () => setTimeout(handIn, AGAIN),
    );
  }
  tick();
}

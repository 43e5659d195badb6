import assert from "node:assert/strict";
import { test } from "node:test";
import { scheduleOf } from "../src/console/schedule";
import { actionOf } from "../src/console/shortcuts";
import { focusOf, stepOf, type Situation } from "../src/console/step";
import type { ActivityView, AgendaItemView, QuestionView, ResultsView, SittingView, StageView } from "../src/protocol";
import { countOf, holds, leading, orderedWords, rankLength, scaleSteps, share, wordSize } from "../src/ui/results/shares";

const text = (words: string) => ({ text: words, lang: "en" as const });
const MINUTE = 60;
const START = 1_000_000;

function item(id: number, minutes: number, from: number | null = null, until: number | null = null): AgendaItemView {
  return {
    id,
    position: id,
    kind: "module",
    title: text(`Item ${id}`),
    planned_minutes: minutes,
    started_at: from === null ? null : START + from * MINUTE,
    ended_at: until === null ? null : START + until * MINUTE,
    deck: null,
  };
}

function stage(changes: Partial<StageView> = {}): StageView {
  return {
    state: "live",
    live_from: START,
    live_until: null,
    current_item: null,
    deck: null,
    page: 1,
    by: null,
    controller: null,
    chat_open: true,
    slow_mode_seconds: 0,
    moderate_questions: true,
    ...changes,
  };
}

const deck = { id: 1, title: text("Deck"), page_count: 3, languages: ["en" as const], pages_url: "/pages" };
const sitting = { starts_at: START, ends_at: START + 5400 } as SittingView;

function activity(id: number, changes: Partial<ActivityView> = {}): ActivityView {
  return {
    id,
    kind: "poll",
    state: "prepared",
    agenda_item: null,
    question: {} as QuestionView,
    quiz: null,
    quiz_title: null,
    position: id,
    of: 1,
    anonymous: false,
    live_results: false,
    seconds: null,
    opened_at: null,
    closes_at: null,
    results: null,
    board: [],
    ...changes,
  };
}

function situation(changes: Partial<Situation> = {}): Situation {
  return {
    stage: stage({ current_item: 1, deck }),
    agenda: [item(1, 45, 0), item(2, 15)],
    activities: [],
    rights: ["enter", "backstage", "present", "host"],
    picked: null,
    left: new Set(),
    ...changes,
  };
}

test("an item that ran over puts the rest behind, and a long item to come can make up for it", () => {
  const agenda = [item(1, 45, 0, 49), item(2, 15, 49), item(3, 30), item(4, 5)];
  const schedule = scheduleOf(agenda, stage({ current_item: 2 }), sitting, START + 55 * MINUTE);
  assert.equal(schedule.elapsed, 55);
  assert.equal(schedule.planned, 95);
  assert.equal(schedule.behind, 4);
  assert.deepEqual(schedule.remedy, { item: 3, to: 26 });
  assert.deepEqual(
    schedule.items.map(({ state, over, left }) => [state, over, left]),
    [
      ["ended", 4, 0],
      ["now", 0, 9],
      ["next", 0, 0],
      ["later", 0, 0],
    ],
  );
  assert.equal(schedule.items[2]?.starts_at, START + 64 * MINUTE);
});

test("an item passed over is not counted on, and puts the sitting ahead", () => {
  const agenda = [item(1, 10, 0, 10), item(2, 20), item(3, 30, 10)];
  const schedule = scheduleOf(agenda, stage({ current_item: 3 }), sitting, START + 10 * MINUTE);
  assert.equal(schedule.items[1]?.state, "passed");
  assert.equal(schedule.behind, -20);
  assert.equal(schedule.remedy, null);
});

test("before the start and after the end nothing is behind", () => {
  const agenda = [item(1, 10)];
  const waiting = stage({ state: "lobby", live_from: null });
  assert.equal(scheduleOf(agenda, waiting, sitting, START + 600).behind, null);
  const over = stage({ state: "ended", live_until: START + 1200 });
  assert.equal(scheduleOf(agenda, over, sitting, START + 9000).behind, null);
  assert.equal(scheduleOf(agenda, over, sitting, START + 9000).elapsed, 20);
});

test("a delay that no item can bear has no remedy", () => {
  const agenda = [item(1, 10, 0), item(2, 8)];
  const schedule = scheduleOf(agenda, stage({ current_item: 1 }), sitting, START + 30 * MINUTE);
  assert.equal(schedule.behind, 20);
  assert.equal(schedule.items[0]?.over, 20);
  assert.equal(schedule.remedy, null);
});

test("the one action goes from start to open, close, reveal and on", () => {
  const at = (changes: Partial<Situation>) => stepOf(situation(changes));
  assert.equal(at({ stage: stage({ state: "lobby" }) }).kind, "start");
  assert.equal(at({ stage: stage({ state: "lobby" }), rights: ["present"] }).kind, "await_start");
  assert.equal(at({ activities: [activity(5)] }).kind, "open");
  assert.equal(at({ activities: [activity(5, { state: "open", opened_at: 1 })] }).kind, "close");
  assert.equal(at({ activities: [activity(5, { state: "closed", opened_at: 1 })] }).kind, "reveal");
  const shown = at({ activities: [activity(5, { state: "revealed", opened_at: 1 })] });
  assert.deepEqual([shown.kind, "then" in shown && shown.then], ["after", { to: "page", page: 2 }]);
  assert.equal(at({ stage: stage({ state: "ended" }) }).kind, "ended");
});

test("whoever may not present watches", () => {
  assert.equal(stepOf(situation({ rights: ["enter", "backstage", "moderate"], activities: [activity(5)] })).kind, "watch");
});

test("a shown question of a quiz leads to its next question, not to the next slide", () => {
  const first = activity(5, { kind: "quiz", quiz: 7, position: 1, state: "revealed", opened_at: 1 });
  const second = activity(6, { kind: "quiz", quiz: 7, position: 2 });
  const now = stepOf(situation({ activities: [second, first] }));
  assert.deepEqual("then" in now && now.then, { to: "question", activity: second });
});

test("after the last slide comes the next item, and after the last item nothing", () => {
  const last = stage({ current_item: 1, deck, page: 3 });
  const then = (changes: Partial<Situation>) => {
    const now = stepOf(situation({ stage: last, ...changes }));
    return "then" in now ? now.then.to : null;
  };
  assert.equal(then({}), "item");
  assert.equal(then({ agenda: [item(1, 45, 0)] }), "end");
});

test("activities of other items wait for their item", () => {
  const here = activity(5, { agenda_item: 1 });
  const there = activity(4, { agenda_item: 2 });
  const now = stepOf(situation({ activities: [there, here] }));
  assert.deepEqual("activity" in now && now.activity, here);
  assert.equal(stepOf(situation({ activities: [there] })).kind, "onward");
});

test("what was picked comes first, and what was left behind asks for nothing more", () => {
  const closed = activity(5, { state: "closed", opened_at: 1 });
  const other = activity(6);
  assert.equal(focusOf(situation({ activities: [closed, other], picked: 6 })), other);
  assert.equal(focusOf(situation({ activities: [closed, other] })), closed);
  assert.equal(focusOf(situation({ activities: [closed, other], left: new Set([5]) })), null);
});

test("arrows follow the eye, and letters their place on the keyboard", () => {
  const press = (key: string, code = "") => ({ key, code });
  assert.equal(actionOf(press("ArrowRight"), false), "next");
  assert.equal(actionOf(press("ArrowRight"), true), "previous");
  assert.equal(actionOf(press("ArrowLeft"), true), "next");
  assert.equal(actionOf(press("щ", "KeyO"), false), "open");
  assert.equal(actionOf(press("PageDown"), true), "next");
  assert.equal(actionOf(press("x", "KeyX"), false), null);
});

const results = (changes: Partial<ResultsView>): ResultsView => ({
  answered: 0,
  choices: [],
  values: [],
  mean: null,
  median: null,
  words: [],
  texts: [],
  ...changes,
});

test("shares count people, and nobody answering is no share", () => {
  assert.equal(share(61, 142), 61 / 142);
  assert.equal(share(0, 0), 0);
  assert.equal(leading([{ count: 0 }, { count: 0 }]), null);
  assert.equal(leading([{ count: 3 }, { count: 3 }, { count: 1 }]), 3);
  assert.deepEqual(countOf(results({ choices: [{ id: 1, count: 2, mean_rank: null }] }), 9), {
    id: 9,
    count: 0,
    mean_rank: null,
  });
});

test("a scale shows its empty steps, a bin holds its lower end only, and the best place is the longest bar", () => {
  const four = { value: 4, until: null, count: 7 };
  assert.deepEqual(
    scaleSteps(3, 5, [four]).map(({ value, count }) => [value, count]),
    [
      [3, 0],
      [4, 7],
      [5, 0],
    ],
  );
  assert.deepEqual(scaleSteps(0, 100, [four]), [four]);
  assert.equal(holds({ value: 10, until: 20, count: 1 }, 10), true);
  assert.equal(holds({ value: 10, until: 20, count: 1 }, 20), false);
  assert.equal(rankLength(1, 4), 1);
  assert.equal(rankLength(4, 4), 0);
});

test("words keep five sizes and an order that does not jump", () => {
  assert.deepEqual(
    [1, 4, 25].map((count) => wordSize(count, 25)),
    [1, 2, 5],
  );
  assert.equal(wordSize(1, 1), 2);
  assert.deepEqual(
    orderedWords([
      { word: "b", count: 1 },
      { word: "c", count: 2 },
      { word: "a", count: 1 },
    ]).map(({ word }) => word),
    ["c", "a", "b"],
  );
});

import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityView, QuestionView } from "../src/protocol";
import { applyCatalogue, ago, formIndex, letter, number, plural, sentence, t, time } from "../src/i18n";
import { delay } from "../src/room/backoff";
import { bestOffset } from "../src/room/clock";
import { put } from "../src/room/lists";
import { Pending, type Outcome } from "../src/room/pending";
import { Sequence } from "../src/room/sequence";
import { rate } from "../src/lobby/measure";
import { parseNumber, problem, toResponse } from "../src/trainee/draft";
import { minutesLeft } from "../src/trainee/Plan";
import { ordered } from "../src/trainee/Questions";
import { verdict } from "../src/trainee/Reveal";
import { clockFace, milestone } from "../src/ui/Timer";

test("the first attempt comes within 300 ms, and none waits longer than 4 s", () => {
  assert.equal(delay(0, 0.999), 300);
  assert.equal(delay(20, 0.999), 3996);
  assert.equal(delay(3, 0), 0);
});

test("a topic's events apply once and in order", () => {
  const sequence = new Sequence();
  sequence.reset({ room: 3 });
  assert.deepEqual(
    [3, 4, 4, 6].map((seq) => sequence.take("room", seq)),
    ["repeat", "apply", "repeat", "gap"],
  );
  assert.deepEqual(sequence.seen, { room: 4 });
});

test("an answer outlives a reload, and what the server acknowledged does not", () => {
  const kept = new Map<string, string>();
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const outcomes: Outcome[] = [];
  const before = new Pending(store, "k");
  before.add({ type: "give_answer", id: "a", activity: 1, response: { choices: [4] } }, () => undefined);
  before.add({ type: "ask", id: "b", text: "Why?" }, () => undefined);
  before.add({ type: "raise_hand", id: "c" }, () => undefined);
  before.settle("b", { ok: true, data: null });
  const after = new Pending(store, "k");
  assert.deepEqual(
    after.restore((_, outcome) => outcomes.push(outcome)).map(({ id }) => id),
    ["a"],
  );
  after.settle("a", { ok: true, data: null });
  assert.deepEqual(outcomes, [{ ok: true, data: null }]);
  assert.deepEqual(new Pending(store, "k").again(), []);
});

test("the offset of the shortest round trip is believed", () => {
  assert.equal(bestOffset([{ offset: 5, rtt: 900 }, { offset: 2, rtt: 40 }, { offset: 3, rtt: 200 }]), 2);
});

test("an upsert keeps the place of what was there", () => {
  assert.deepEqual(put([{ id: 1 }, { id: 2 }], { id: 1 }), [{ id: 1 }, { id: 2 }]);
  assert.deepEqual(put([{ id: 1 }], { id: 3 }), [{ id: 1 }, { id: 3 }]);
});

test("plural forms follow gettext's order in every language", () => {
  const index = (locale: string, count: number, forms: number) => formIndex(new Intl.PluralRules(locale), count, forms);
  assert.deepEqual([1, 2, 5, 21, 111].map((count) => index("ru", count, 3)), [0, 1, 2, 0, 2]);
  assert.deepEqual([0, 1, 2, 3, 11, 100].map((count) => index("ar", count, 6)), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([0, 1, 2, 1_000_000].map((count) => index("fr", count, 2)), [0, 0, 1, 1]);
  assert.deepEqual([0, 1, 2].map((count) => index("pt-PT", count, 2)), [1, 0, 1]);
});

test("Arabic is written with European digits, from right to left, and with its own letters", () => {
  applyCatalogue({ language: "ar", messages: { "Slide {page}": "الشريحة {page}", "{count} day": ["ا", "ب", "ج", "{count} أيام", "د", "ه"] }, codes: {} });
  assert.equal(number(1234.5), "1,234.5");
  assert.equal(number(Math.ceil(-0.2)), "0");
  assert.equal(t("Slide {page}", { page: 14 }), "الشريحة 14");
  assert.equal(plural(3, "{count} day", "{count} days"), "3 أيام");
  assert.equal(letter(1), "ب");
  assert.match(time(0, "UTC"), /^00:00$/);
  assert.equal((document.documentElement as { dir?: string }).dir, "rtl");
  applyCatalogue({ language: "en", messages: {}, codes: { "chat.slow": "Wait %(seconds)d s." } });
  assert.equal(sentence("chat.slow", { seconds: 4 }), "Wait 4 s.");
  assert.equal(sentence("never.heard"), "This cannot be done now. Nothing was changed.");
  assert.equal(ago(30), "now");
});

test("a number is read as people write it", () => {
  assert.deepEqual(
    ["12", "3,5", "3.5", "1 234,5", "-4", "−4", "٣٫٥", "", "x", "1e5", "1.2.3"].map(parseNumber),
    [12, 3.5, 3.5, 1234.5, -4, -4, 3.5, null, null, null, null],
  );
});

const question: QuestionView = {
  kind: "multiple",
  text: { text: "?", lang: "en" },
  choices: [1, 2, 3].map((id) => ({ id, text: { text: String(id), lang: "en" }, is_right: id !== 2, feedback: null })),
  low: null,
  high: null,
  low_label: null,
  high_label: null,
  max_choices: 2,
  has_key: true,
  explanation: null,
  key_number: null,
  tolerance: null,
};
const draft = { choices: [], number: "", text: "", words: [] };

test("what cannot be sent says why, and what is sent holds one field only", () => {
  assert.equal(problem(question, draft), "Choose at least one answer first.");
  assert.equal(problem(question, { ...draft, choices: [1, 2, 3] }), "Choose 2 answers at most.");
  assert.equal(problem({ ...question, kind: "numeric", low: 0, high: 10 }, { ...draft, number: "11" }), "The number is 10 or less.");
  assert.equal(problem({ ...question, kind: "open_text" }, { ...draft, text: "  " }), "Write your answer first.");
  assert.deepEqual(toResponse({ ...question, kind: "word_cloud" }, { ...draft, words: [" trade ", ""] }), { words: ["trade"] });
  assert.deepEqual(toResponse({ ...question, kind: "scale" }, { ...draft, number: "4" }), { number: 4 });
});

test("an answer is right when it holds all right choices and no other, and nothing is said before the reveal", () => {
  const revealed = { question, state: "revealed" } as ActivityView;
  assert.equal(verdict(revealed, { choices: [3, 1] }), true);
  assert.equal(verdict(revealed, { choices: [1] }), false);
  assert.equal(verdict(revealed, null), null);
  assert.equal(verdict({ ...revealed, state: "closed" }, { choices: [3, 1] }), null);
});

test("a number is right within the tolerance, and at exactly it", () => {
  const numeric = { ...question, kind: "numeric", has_key: true, key_number: 0.2, tolerance: 0.1 };
  const revealed = { question: numeric, state: "revealed" } as ActivityView;
  assert.deepEqual(
    [0.3, 0.1, 0.31, 0.2].map((value) => verdict(revealed, { number: value })),
    [true, true, false, true],
  );
  assert.equal(verdict(revealed, null), null);
  assert.equal(verdict({ ...revealed, state: "closed" }, { number: 0.2 }), null);
});

test("the timer speaks at 20, 10 and 5 seconds only", () => {
  assert.deepEqual(
    [[20.2, 20], [19, 18], [10.1, 9.9], [5.01, 4.9], [3, 2]].map(([before, left]) => milestone(before!, left!)),
    [20, null, 10, 5, null],
  );
  assert.equal(clockFace(64.2), "1:05");
});

test("the question being answered comes first, then support", () => {
  const asked = [
    { id: 1, votes: 3, state: "published" },
    { id: 2, votes: 9, state: "published" },
    { id: 3, votes: 0, state: "answering" },
  ] as Parameters<typeof ordered>[0];
  assert.deepEqual(ordered(asked).map(({ id }) => id), [3, 2, 1]);
});

test("minutes left by plan never exceed the plan, and fall below zero when it is late", () => {
  const item = { planned_minutes: 45, started_at: 1000 } as Parameters<typeof minutesLeft>[0];
  assert.deepEqual([999, 1000 + 600, 1000 + 46 * 60].map((now) => minutesLeft(item, now)), [45, 35, -1]);
});

test("throughput leaves the waiting for the server out", () => {
  assert.equal(rate(125_000, 1100, 100), 1);
});

import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { milestone, ServerClock, timeLeft } from "../src/attempt/clock";
import { Drafts, verdict, type Draft } from "../src/attempt/drafts";
import { pause, Sender, type Answer, type Message, type Watcher } from "../src/attempt/sender";

const draft = (base: number, value: string, sent?: string): Draft => ({
  fields: { "q1-text": [value] },
  flagged: false,
  base,
  at: 1,
  ...(sent === undefined ? {} : { sent: { "q1-text": [sent] } }),
});

function store(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A server that answers as told, and a watcher that writes down what is shown. */
function stage(answers: Answer[]) {
  const sent: Message[] = [];
  const shown: string[] = [];
  const drafts = new Drafts(store(), "attempt.1");
  const watcher: Watcher = {
    saving: (position) => shown.push(`saving ${position}`),
    saved: (position, answered) => shown.push(`saved ${position} ${answered}`),
    waiting: (position, why) => shown.push(`waiting ${position} ${why}`),
    refused: (position, sentence) => shown.push(`refused ${position} ${sentence}`),
    over: (code) => shown.push(`over ${code}`),
  };
  const post = (_: number, message: Message): Promise<Answer> => {
    sent.push(message);
    return Promise.resolve(answers.shift() ?? { kind: "lost" });
  };
  const sender = new Sender(drafts, new Map([[1, 4], [2, 0]]), "lease", post, watcher, () => 0.5);
  return { sender, drafts, sent, shown };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("an answer is shown as saved when the server said so, and only then leaves the browser", async () => {
  const { sender, drafts, sent, shown } = stage([{ kind: "saved", revision: 5, answered: true }]);
  sender.give(1, { "q1-text": ["a"] }, false, 1);
  assert.equal(drafts.size, 1);
  sender.flush();
  assert.deepEqual([drafts.size, shown], [1, ["saving 1"]]);
  await settled();
  assert.deepEqual(shown, ["saving 1", "saved 1 true"]);
  assert.deepEqual([drafts.size, sent[0]?.revision, sender.isDone], [0, 5, true]);
});

test("a dead line keeps it, and the next try sends the same revision", async () => {
  const { sender, drafts, sent, shown } = stage([{ kind: "lost" }, { kind: "saved", revision: 5, answered: true }]);
  sender.give(1, { "q1-text": ["a"] }, false, 1);
  sender.flush();
  await settled();
  assert.deepEqual([drafts.size, shown.at(-1)], [1, "waiting 1 line"]);
  sender.flush();
  await settled();
  assert.deepEqual([sent.map((each) => each.revision), drafts.size], [[5, 5], 0]);
});

test("what was changed while a lost acknowledgement was waited for goes on top of what arrived", async () => {
  const { sender, sent, drafts } = stage([
    { kind: "lost" },
    { kind: "stale", revision: 5 },
    { kind: "saved", revision: 6, answered: true },
  ]);
  sender.give(1, { "q1-text": ["a"] }, false, 1);
  sender.flush();
  await settled();
  sender.give(1, { "q1-text": ["b"] }, false, 2);
  sender.flush();
  await settled();
  assert.deepEqual(sent.map(({ revision, fields }) => [revision, fields["q1-text"]?.[0]]), [[5, "a"], [5, "b"], [6, "b"]]);
  assert.equal(drafts.size, 0);
});

test("one answer that is refused holds up no other", async () => {
  const { sender, shown, drafts } = stage([
    { kind: "refused", sentence: "no number" },
    { kind: "saved", revision: 1, answered: true },
  ]);
  sender.give(1, { "q1-number": ["x"] }, false, 1);
  sender.give(2, { "q2-choice": ["7"] }, false, 2);
  sender.flush();
  await settled();
  assert.deepEqual(shown, ["saving 1", "refused 1 no number", "saving 2", "saved 2 true"]);
  assert.deepEqual([sender.faults, drafts.size, sender.isDone], [[1], 1, true]);
});

test("a window that may not write any more sends nothing more and keeps what was typed", async () => {
  const { sender, sent, drafts, shown } = stage([{ kind: "over", code: "attempt.elsewhere", sentence: "" }]);
  sender.give(1, { "q1-text": ["a"] }, false, 1);
  sender.flush();
  await settled();
  sender.flush();
  await settled();
  assert.deepEqual([sent.length, drafts.size, shown.at(-1)], [1, 1, "over attempt.elsewhere"]);
});

test("drafts outlive a reload, and a store that is broken or full stops nobody", () => {
  const kept = store();
  new Drafts(kept, "attempt.1").put(3, draft(0, "a"));
  assert.deepEqual(new Drafts(kept, "attempt.1").all(), [[3, draft(0, "a")]]);
  assert.equal(new Drafts(kept, "attempt.2").size, 0);
  kept.setItem("attempt.1", "{");
  assert.equal(new Drafts(kept, "attempt.1").size, 0);
  const full = { ...store(), setItem: () => { throw new Error("full"); } };
  const drafts = new Drafts(full, "attempt.1");
  drafts.put(1, draft(0, "a"));
  assert.equal(drafts.size, 1);
});

test("after a reload a draft goes, unless something else was saved since", () => {
  const saved = (value: string) => ({ "q1-text": [value] });
  assert.equal(verdict(draft(2, "b"), 2, saved("a")), "send");
  assert.equal(verdict(draft(2, "b"), 3, saved("b")), "drop");
  assert.equal(verdict(draft(2, "c", "b"), 3, saved("b")), "send");
  assert.equal(verdict(draft(2, "c", "b"), 3, saved("elsewhere")), "conflict");
});

test("tries spread by chance and never wait longer than half a minute", () => {
  assert.deepEqual([pause(1, 0), pause(1, 1), pause(50, 1)], [500, 2000, 30_000]);
});

test("time is the server's, and is told at five minutes, one minute and the end", () => {
  const clock = new ServerClock(() => 1_000_000);
  clock.observe(1_060, 900);
  clock.observe(1_060, 40);
  assert.equal(clock.now(), 1_060_020);
  assert.deepEqual([milestone(301, 300), milestone(300, 299), milestone(61, 59), milestone(2, -1), milestone(900, -1)], [300, undefined, 60, 0, 0]);
  assert.deepEqual([timeLeft(1500, "en"), timeLeft(61, "fr"), timeLeft(40, "en")], ["25 minutes", "2 minutes", "40 seconds"]);
});

import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Since } from "../src/attempt/drafts";
import { draftsKey, forgetReader, knownAttempts, othersWait, remember } from "../src/study/attempts";
import { Line, type Outcome, type Watcher } from "../src/study/line";
import { type Change, Outbox } from "../src/study/outbox";

function store() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (place: number) => [...kept.keys()][place] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const START = Date.now() - 1000;
const change = (word: string, at: number): Change => ({ change: word, kind: "done", lesson: "3", address: "/done/", fields: {}, at: START + at });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function stage(box: Outbox, outcomes: Outcome[]) {
  const sent: string[] = [];
  const shown: string[] = [];
  const watcher: Watcher = {
    waiting: (waiting, why) => shown.push(`waiting ${waiting} ${why}`),
    taken: ({ change: word }, _, waiting) => shown.push(`taken ${word} ${waiting}`),
    refused: ({ change: word }, sentence) => shown.push(`refused ${word} ${sentence}`),
  };
  const post = ({ change: word }: Change): Promise<Outcome> => {
    sent.push(word);
    const outcome = outcomes.shift();
    return outcome ? Promise.resolve(outcome) : new Promise(() => undefined);
  };
  return { line: new Line(box, post, watcher, () => 0.5), sent, shown };
}

test("what is not acknowledged waits across pages, by person, and goes out in its order under the same word", async () => {
  const kept = store();
  kept.setItem("study.layla.done", "[3]");
  const first = stage(new Outbox(kept, "layla"), [{ kind: "lost" }]);
  first.line.give(change("b", 2));
  new Outbox(kept, "layla").put(change("a", 1));
  new Outbox(kept, "kofi").put(change("c", 0));
  await settled();
  assert.deepEqual([first.sent, first.shown], [["b"], ["waiting 2 line"]]);
  const taken: Outcome = { kind: "taken", reply: {} };
  const later = stage(new Outbox(kept, "layla"), [taken, taken]);
  later.line.flush();
  await settled();
  assert.deepEqual([later.sent, later.shown], [["a", "b"], ["taken a 1", "taken b 0"]]);
  assert.deepEqual(new Outbox(kept, "kofi").all().map((each) => each.change), ["c"]);
});

test("what the server refuses is not sent again, and who is signed out keeps everything", async () => {
  const box = new Outbox(null, "layla");
  const { line, sent, shown } = stage(box, [{ kind: "signed-out" }, { kind: "refused", sentence: "No." }]);
  line.give(change("a", 1));
  await settled();
  assert.deepEqual([shown, box.all().length], [["waiting 1 signed-out"], 1]);
  line.flush();
  await settled();
  assert.deepEqual([sent, shown[1], box.all()], [["a", "a"], "refused a No.", []]);
});

test("a page that was kept takes the answers saved since, and a fresh one lets go of them", () => {
  const kept = store();
  const answer = { fields: { "q1-text": ["8481"] }, flagged: false, revision: 2, answered: true };
  new Since(kept, "attempt.1.since").put(1, answer);
  assert.deepEqual(new Since(kept, "attempt.1.since").newer(new Map([[1, 1]])), [[1, answer]]);
  assert.deepEqual(new Since(kept, "attempt.1.since").newer(new Map([[1, 2]])), []);
  assert.equal(kept.length, 0);
});

test("a post that the server refuses stays, one that was withdrawn or sent by another window does not go", async () => {
  const kept = store();
  const box = new Outbox(kept, "layla");
  const post = (word: string, at: number): Change => ({ ...change(word, at), kind: "post", fields: { text: word } });
  const { line, sent, shown } = stage(box, [{ kind: "refused", sentence: "Gone." }, { kind: "other" }]);
  line.give(post("a", 1));
  await settled();
  assert.deepEqual([sent, shown, box.all()[0]?.refused, box.size], [["a"], ["refused a Gone."], "Gone.", 0]);
  line.give(post("b", 2));
  await settled();
  assert.deepEqual([shown[1], box.size], ["waiting 1 other", 1]);
  new Outbox(kept, "layla").remove("b");
  line.flush();
  await settled();
  assert.deepEqual([sent, box.has("b")], [["a", "b"], false]);
});

test("what the browser cannot store is held by the page, which knows it; what is older than a month is let go of", () => {
  const full = { ...store(), setItem: () => { throw new Error("full"); }, length: 0 };
  const box = new Outbox(full, "layla");
  assert.deepEqual([box.put(change("a", 1)), box.size], [false, 1]);
  const kept = store();
  const old = new Outbox(kept, "layla");
  assert.equal(old.put(change("b", -31 * 86_400_000)), true);
  assert.deepEqual([old.size, kept.length], [0, 0]);
});

test("signing out takes what is one's own and knows of what waits for others", () => {
  const kept = store();
  const known = (attempt: string) => ({ attempt, lease: "l", title: "Goods", address: `/attempts/${attempt}/`, offset: 0, at: Date.now() });
  for (const [reader, attempt] of [["layla", "1"], ["kofi", "2"]] as const) {
    remember(kept, reader, known(attempt));
    kept.setItem(draftsKey(attempt), "{}");
  }
  new Outbox(kept, "kofi").put(change("c", 0));
  assert.deepEqual([othersWait(kept, "layla"), othersWait(kept, "kofi")], [true, true]);
  forgetReader(kept, "kofi");
  assert.deepEqual([kept.length, othersWait(kept, "layla"), knownAttempts(kept, "layla").length], [2, false, 1]);
});

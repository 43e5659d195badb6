import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { cleaned, type Tree } from "../src/lesson/clean";
import { Saver, type Answer, type Pairs, type Watcher } from "../src/lesson/saver";

const text = (value: string): Pairs => [["n1-id", ""], ["n1-text", value]];
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A server that answers as told, a browser that keeps, and a watcher that writes down what is shown. */
function stage(answers: Answer[], kept = new Map<string, string>()) {
  const sent: Record<string, string>[] = [];
  const shown: string[] = [];
  const watcher: Watcher = {
    unsaved: () => shown.push("unsaved"),
    saving: () => shown.push("saving"),
    saved: () => shown.push("saved"),
    named: (blocks) => shown.push(`named ${JSON.stringify(blocks)}`),
    waiting: (why) => shown.push(`waiting ${why}`),
    refused: (sentences) => shown.push(`refused ${sentences.join()}`),
    conflict: (html) => shown.push(`conflict ${html}`),
    theirs: () => shown.push("theirs"),
  };
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const post = (body: Pairs): Promise<Answer> => {
    sent.push(Object.fromEntries(body));
    return Promise.resolve(answers.shift() ?? { kind: "lost" });
  };
  return { saver: new Saver(store, "lesson.1", 4, post, watcher, () => 0.5), sent, shown, kept };
}

test("what is written stays in the browser until the server said that it is saved", async () => {
  const { saver, shown, kept, sent } = stage([{ kind: "saved", revision: 5, blocks: { n1: 7 } }]);
  saver.give(text("a"));
  saver.flush();
  assert.equal(kept.size, 1);
  await settled();
  assert.deepEqual(shown, ["unsaved", "saving", 'named {"n1":7}', "saved"]);
  assert.deepEqual([kept.size, sent[0]?.seen], [0, "4"]);
});

test("what was written meanwhile goes next, with the ids and the revision of what was saved", async () => {
  const { saver, sent } = stage([
    { kind: "saved", revision: 5, blocks: { n1: 7 } },
    { kind: "saved", revision: 6, blocks: { n1: 7 } },
  ]);
  saver.give(text("a"));
  saver.flush();
  saver.give(text("ab"));
  await settled();
  assert.deepEqual(sent, [
    { "n1-id": "", "n1-text": "a", seen: "4" },
    { "n1-id": "7", "n1-text": "ab", seen: "5" },
  ]);
});

test("after a lost line the same goes again as it was, from another page too, and then the rest", async () => {
  const first = stage([{ kind: "lost" }]);
  first.saver.give(text("a"));
  first.saver.flush();
  await settled();
  first.saver.give(text("ab"));
  assert.deepEqual(first.shown, ["unsaved", "saving", "waiting line", "unsaved"]);
  const again = stage([{ kind: "saved", revision: 5, blocks: {} }, { kind: "saved", revision: 6, blocks: {} }], first.kept);
  assert.deepEqual(again.saver.kept?.body, text("ab"));
  again.saver.flush();
  await settled();
  assert.deepEqual(again.sent.map((each) => [each["n1-text"], each.seen]), [["a", "4"], ["ab", "5"]]);
  assert.equal(first.kept.size, 0);
  clearTimeout((first.saver as unknown as { timer: ReturnType<typeof setTimeout> }).timer);
});

test("two writers: nothing goes until the person chose, and what was written stays kept", async () => {
  const { saver, shown, sent, kept } = stage([
    { kind: "conflict", revision: 9, html: "theirs" },
    { kind: "saved", revision: 10, blocks: {} },
  ]);
  saver.give(text("mine"));
  saver.flush();
  await settled();
  saver.give(text("mine too"));
  saver.flush();
  await settled();
  assert.deepEqual([sent.length, kept.size, shown[shown.length - 1]], [1, 1, "conflict theirs"]);
  await saver.settle("mine");
  assert.deepEqual([sent[1]?.["n1-text"], sent[1]?.seen, sent[1]?.keep, kept.size], ["mine too", "9", "mine", 0]);
});

test("what is refused is not sent again until it is changed", async () => {
  const { saver, sent, shown } = stage([{ kind: "refused", sentences: ["Say it."] }, { kind: "saved", revision: 5, blocks: {} }]);
  saver.give(text("a"));
  saver.flush();
  await settled();
  saver.flush();
  await settled();
  assert.deepEqual([sent.length, shown[shown.length - 1]], [1, "refused Say it."]);
  saver.give(text("b"));
  saver.flush();
  await settled();
  assert.deepEqual([sent.length, shown[shown.length - 1]], [2, "saved"]);
});

/** A node as the browser has it: `el("p", {}, "words")`. */
function el(name: string, attributes: Record<string, string>, ...children: (Tree | string)[]): Tree {
  const nodes = children.map((each): Tree => (typeof each === "string" ? { nodeName: "#text", nodeValue: each, childNodes: [] } : each));
  return { nodeName: name.toUpperCase(), nodeValue: null, childNodes: nodes, getAttribute: (key) => attributes[key] ?? null };
}

test("what is pasted keeps its words and marks, and nothing else", () => {
  const cases: [Tree[], string][] = [
    [[el("div", {}, "one ", el("b", {}, "two")), el("div", {}, el("br", {}))], "<p>one <strong>two</strong></p>"],
    [[el("b", { style: "font-weight: normal" }, el("p", {}, el("span", { style: "font-style:italic" }, "x & <y>")))], "<p><em>x &amp; &lt;y&gt;</em></p>"],
    [[el("h1", { onclick: "x()" }, "Title"), el("script", {}, "alert(1)"), el("style", {}, "p{}")], "<p>Title</p>"],
    [[el("a", { href: "javascript:alert(1)" }, "a"), " ", el("a", { href: "https://wco.int/?a=1&b=\"" }, "b")], '<p>a <a href="https://wco.int/?a=1&amp;b=&quot;">b</a></p>'],
    [[el("a", { href: "https://wco.int/?a=1&b" }, "b")], '<p><a href="https://wco.int/?a=1&amp;b">b</a></p>'],
    [[el("ul", {}, el("li", {}, el("p", {}, "one")), el("ul", {}, el("li", {}, "deep")), el("li", {}))], "<ul><li>one<ul><li>deep</li></ul></li></ul>"],
    [[el("table", { style: "x" }, el("tbody", {}, el("tr", {}, el("th", { scope: "row" }, "a"), el("td", { colspan: "2", width: "9" }, el("p", {}, "b")))))], '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>'],
  ];
  for (const [nodes, html] of cases) assert.equal(cleaned(el("body", {}, ...nodes)), html);
});

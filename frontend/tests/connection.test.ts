import "./browser";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { AgendaItemView, Welcome } from "../src/protocol";
import { send } from "../src/room/commands";
import { goneBecause, line, lostSince, open } from "../src/room/connection";
import { agenda, tallies } from "../src/room/store";
import { FakeSocket, listeners } from "./browser";

function welcome(changes: Partial<Welcome> = {}): object {
  return {
    type: "welcome",
    id: "j",
    now: Date.now() / 1000,
    you: { person: { id: 9, name: "A", initials: "A", country: "KE" }, language: "fr", roles: [], rights: ["enter"] },
    seqs: { room: 4, me: 0 },
    people: 3,
    hand_queue: [],
    room: null,
    team: null,
    mine: null,
    missed: [],
    ...changes,
  };
}

function item(id: number, title: string): AgendaItemView {
  return { id, position: id, kind: "module", title: { text: title, lang: "fr" }, planned_minutes: 45, started_at: null, ended_at: null, deck: null };
}

function changed(seq: number, view: AgendaItemView): object {
  return { topic: "room", seq, event: { type: "agenda.changed", item: view } };
}

const titles = () => agenda.value.map(({ title }) => title.text);

test("the line from the first join to signing out", async (t) => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  t.after(() => mock.timers.reset());
  open();
  let socket = FakeSocket.last;

  await t.test("the first message joins, with nothing seen", () => {
    assert.equal(socket.address.toString(), "ws://localhost/ws/rooms/1/");
    assert.equal(socket.subprotocol, "lectern.v1");
    socket.opens();
    assert.deepEqual(socket.sent[0], { type: "join", id: socket.sent[0]!.id, language: "fr", seen: {} });
    socket.says({ type: "wait", seconds: 2 });
    assert.equal(line.value, "waiting");
    socket.says(welcome());
    assert.equal(line.value, "live");
  });

  await t.test("events apply in order, a repeat is ignored, a gap asks once for what was missed", () => {
    socket.says(changed(5, item(1, "one")));
    socket.says(changed(5, item(1, "again")));
    socket.says(changed(7, item(1, "three")));
    socket.says(changed(8, item(1, "four")));
    assert.deepEqual(titles(), ["one"]);
    assert.deepEqual(socket.sentOf("join").map(({ seen }) => seen), [{}, { room: 5, me: 0 }]);
    const missed = [changed(6, item(1, "two")), changed(7, item(1, "three")), changed(8, item(1, "four"))];
    socket.says(welcome({ seqs: { room: 8, me: 0 }, missed: missed as Welcome["missed"] }));
    assert.deepEqual(titles(), ["four"]);
  });

  await t.test("one tick may come once for each topic; an older one is ignored, and figures outlive a frame without them", () => {
    const results = { answered: 3, choices: [], values: [], mean: null, median: null, words: [], texts: [] };
    const tally = (answered: number, figures: object | null) => ({ type: "tally", activity: 4, answered, present: 9, results: figures });
    socket.says({ type: "tick", tick: 7, updates: [tally(3, null)] });
    socket.says({ type: "tick", tick: 7, updates: [tally(3, results)] });
    socket.says({ type: "tick", tick: 6, updates: [tally(2, null)] });
    assert.deepEqual([tallies.value[4]?.answered, tallies.value[4]?.results], [3, results]);
    socket.says({ type: "tick", tick: 8, updates: [tally(4, null)] });
    assert.deepEqual([tallies.value[4]?.answered, tallies.value[4]?.results], [4, results]);
  });

  await t.test("an answer given without a line goes once, with the same id, when the line is back", async () => {
    const first = send({ type: "give_answer", activity: 7, response: { choices: [1] } });
    const id = socket.sentOf("give_answer")[0]!.id;
    socket.drops();
    assert.equal(line.value, "lost");
    assert.equal(lostSince.value, Date.now());
    const turned = send({ type: "turn_page", page: 3 });
    mock.timers.tick(300);
    assert.notEqual(FakeSocket.last, socket);
    mock.timers.tick(20);
    socket = FakeSocket.last;
    mock.timers.tick(4_000);
    socket.opens();
    assert.deepEqual(socket.sent[0]!.seen, { room: 8, me: 0 });
    assert.equal(socket.sentOf("give_answer").length, 0);
    socket.says(welcome({ seqs: { room: 8, me: 0 } }));
    assert.deepEqual(socket.sentOf("give_answer").map((message) => message.id), [id]);
    socket.says(welcome({ seqs: { room: 8, me: 0 } }));
    assert.equal(socket.sentOf("give_answer").length, 1);
    socket.says({ type: "done", id, data: null });
    assert.deepEqual(await first, { ok: true, data: null });
    assert.equal(socket.sentOf("turn_page").length, 1);
    socket.says({ type: "refused", id: socket.sentOf("turn_page")[0]!.id, code: "right.missing", data: {} });
    assert.deepEqual(await turned, { ok: false, code: "right.missing", data: {} });
  });

  await t.test("of two answers given without a line the last one goes, and a stale command is not sent", async () => {
    socket.drops(1012);
    const first = send({ type: "give_answer", activity: 7, response: { choices: [1] } });
    const second = send({ type: "give_answer", activity: 7, response: { choices: [2] } });
    const stale = send({ type: "raise_hand" });
    assert.equal((await first).ok, false);
    mock.timers.tick(300);
    mock.timers.tick(11_000);
    listeners.get("online")!();
    socket = FakeSocket.last;
    socket.opens();
    socket.says(welcome({ seqs: { room: 8, me: 0 } }));
    assert.deepEqual(socket.sentOf("give_answer").map(({ response }) => response), [{ choices: [2] }]);
    assert.deepEqual(await stale, { ok: false, code: "line.lost", data: {} });
    assert.equal(socket.sentOf("raise_hand").length, 0);
    socket.says({ type: "done", id: socket.sentOf("give_answer")[0]!.id, data: null });
    assert.equal((await second).ok, true);
  });

  await t.test("twenty seconds of silence count as a loss", () => {
    mock.timers.tick(19_000);
    assert.equal(line.value, "live");
    mock.timers.tick(2_000);
    assert.equal(line.value, "lost");
  });

  await t.test("a browser that says it is offline is believed at once, and tried again all the same", () => {
    mock.timers.tick(300);
    FakeSocket.last.opens();
    FakeSocket.last.says(welcome({ seqs: { room: 8, me: 0 } }));
    const before = FakeSocket.all.length;
    listeners.get("offline")!();
    assert.equal(line.value, "lost");
    mock.timers.tick(300);
    assert.equal(FakeSocket.all.length, before + 1);
  });

  await t.test("a session that ended elsewhere asks to sign in, and tries no more", () => {
    mock.timers.tick(300);
    FakeSocket.last.opens();
    FakeSocket.last.says(welcome({ seqs: { room: 8, me: 0 } }));
    const before = FakeSocket.all.length;
    FakeSocket.last.drops(4401);
    mock.timers.tick(60_000);
    assert.equal(line.value, "gone");
    assert.equal(goneBecause.value, "sign_in");
    assert.equal(FakeSocket.all.length, before);
  });
});

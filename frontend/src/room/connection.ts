/** The line to the room: one WebSocket that comes back by itself. */

import { batch, signal } from "@preact/signals";
import type { AnyCommand, Done, Language, Pulse, Recorded, Refused, Tick, Wait, Welcome } from "../protocol";
import { delay } from "./backoff";
import { observe } from "./clock";
import { config } from "./config";
import { Pending, type Outcome } from "./pending";
import { Sequence } from "./sequence";
import { applyEvent, applyTick, applyWelcome, you } from "./store";

/** `gone` is final: the reason says what the person can do. */
export type LineState = "connecting" | "waiting" | "live" | "lost" | "gone";
export type Reason = "sign_in" | "forbidden" | "replaced" | "protocol" | null;

type Incoming = Welcome | Wait | Pulse | Done | Refused | Tick | (Recorded & { type?: undefined });

export const line = signal<LineState>("connecting");
export const goneBecause = signal<Reason>(null);
/** Whether there was a welcome since the page was opened. */
export const wasLive = signal(false);
/** When the line was lost (this device's clock, ms); null while it is live. */
export const lostSince = signal<number | null>(null);
/** Characters received over the line since the page was opened. */
export let received = 0;
/** The last round trip in milliseconds. */
export const roundTrip = signal<number | null>(null);
/** About when the welcome comes, in seconds, while waiting for admission. */
export const waitSeconds = signal(0);

const SUBPROTOCOL = "lectern.v1";
const BEAT_MS = 10_000;
const SILENCE_MS = 20_000;
const PROBE_MS = 4_000;
const OPENING_MS = 5_000;
/** Close codes after which coming back would not help. Any other is a loss of the line. */
const REASONS: Record<number, Reason> = {
  4401: "sign_in",
  4403: "forbidden",
  4404: "forbidden",
  4406: "protocol",
  4409: "replaced",
};

let socket: WebSocket | null = null;
let openedAt = 0;
let attempt = 0;
let faults = 0;
let heard = 0;
let lastTick = 0;
let reading: Language = config.language;
let retryTimer = 0;
let watchTimer = 0;
let joining = false;
let beats: { id: string; at: number } | null = null;

const sequence = new Sequence();
/** Kept per person: who signs in next in this tab must not send what another wrote. */
export const pending = new Pending(storage(), `lectern.room.${config.room}.${config.person}.pending`);

function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

let counter = 0;
const own = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36).padStart(2, "0")).join("");

/** A word that names a command, unlike any other of this room's. */
export function commandId(): string {
  return `${own}-${(counter++).toString(36)}`;
}

/** Put a command on the line, now or when it is back. The promise settles when the server has answered. */
export function dispatch(command: AnyCommand, kept = true): Promise<Outcome> {
  return new Promise((resolve) => {
    if (!kept && line.value !== "live") {
      resolve({ ok: false, code: "line.lost", data: {} });
      return;
    }
    if (command.type === "give_answer" && line.value !== "live") pending.replaceAnswer(command.activity);
    pending.add(command, resolve);
    if (line.value === "live") write(command);
  });
}

function write(message: AnyCommand): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

/** Read the room in another language: the server answers with a new welcome. */
export function read(code: Language): void {
  reading = code;
  if (line.value === "live") write({ type: "set_language", id: commandId(), language: code });
}

/** Ask for what was missed, or for the whole state when it must be in another language. */
function join(): void {
  joining = true;
  const seen = wasLive.value && reading === you.peek()?.language ? sequence.seen : {};
  write({ type: "join", id: commandId(), language: reading, seen });
}

function connect(): void {
  clearTimeout(retryTimer);
  drop();
  const address = new URL(config.websocket, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = new WebSocket(address, SUBPROTOCOL);
  socket = mine;
  openedAt = heard = Date.now();
  watchTimer = window.setInterval(watch, 1000);
  mine.onopen = () => {
    if (socket !== mine) return;
    heard = Date.now();
    if (line.value === "lost") line.value = "connecting";
    join();
  };
  mine.onmessage = (message: MessageEvent<string>) => {
    if (socket !== mine) return;
    heard = Date.now();
    received += message.data.length;
    batch(() => receive(JSON.parse(message.data) as Incoming));
  };
  mine.onclose = (closed) => {
    if (socket === mine) ended(closed.code);
  };
}

/** Let go of the present socket without waiting for it. */
function drop(): void {
  clearInterval(watchTimer);
  const old = socket;
  socket = null;
  beats = null;
  if (!old) return;
  old.onopen = old.onmessage = old.onclose = null;
  old.close();
}

function watch(): void {
  if (!socket) return;
  const admission = line.value === "waiting" ? waitSeconds.value * 1000 : 0;
  const limit = socket.readyState === WebSocket.CONNECTING ? OPENING_MS : SILENCE_MS + admission;
  const probed = beats !== null && quick > 0 && Date.now() - beats.at > quick;
  if (probed || Date.now() - Math.max(heard, openedAt) > limit) ended(4408);
}

function ended(code: number): void {
  drop();
  const reason = REASONS[code];
  if (reason) return leave(reason);
  if (code === 4400 || code === 4413) {
    // The server could not read us: once may be chance, three times is a page older than the server.
    if (++faults >= 3) return leave("protocol");
  }
  batch(() => {
    if (line.value === "live" || line.value === "waiting") lostSince.value = Date.now();
    lostSince.value ??= Date.now();
    if (line.value !== "connecting" || attempt > 0) line.value = "lost";
  });
  const wait = delay(attempt++, Math.random());
  retryTimer = window.setTimeout(connect, wait);
  if (attempt % 3 === 0) void askWhy();
}

/** A refused handshake looks like a lost line: ask by an ordinary request whether we may still enter. */
async function askWhy(): Promise<void> {
  try {
    const response = await fetch(`${config.probe_url}?bytes=0`, { redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect" || response.status === 401) leave("sign_in");
    else if (response.status === 403 || response.status === 404) leave("forbidden");
  } catch {
    // The line is really away.
  }
}

function leave(reason: Reason): void {
  clearTimeout(retryTimer);
  drop();
  batch(() => {
    goneBecause.value = reason;
    line.value = "gone";
  });
}

function receive(message: Incoming): void {
  if ("topic" in message) return recorded(message);
  switch (message.type) {
    case "welcome":
      return welcome(message);
    case "wait":
      waitSeconds.value = message.seconds;
      line.value = "waiting";
      return;
    case "tick":
      // A tick comes once for each topic that changed: to the team, a second time.
      if (message.tick < lastTick) return;
      lastTick = message.tick;
      applyTick(message);
      return;
    case "pulse":
      return pulse(message);
    case "done":
      return pending.settle(message.id, { ok: true, data: message.data });
    case "refused":
      if (message.id) pending.settle(message.id, { ok: false, code: message.code, data: message.data });
      return;
  }
}

function recorded(message: Recorded): void {
  const verdict = sequence.take(message.topic, message.seq);
  if (verdict === "apply") applyEvent(message.topic, message.event);
  else if (verdict === "gap" && !joining) join();
}

function welcome(message: Welcome): void {
  observe(message.now, roundTrip.value ?? 100);
  applyWelcome(message);
  for (const event of message.missed ?? []) recorded(event);
  sequence.reset(message.seqs);
  joining = false;
  attempt = 0;
  faults = 0;
  lastTick = 0;
  line.value = "live";
  wasLive.value = true;
  lostSince.value = null;
  beat();
  if (message.you.language !== reading) read(reading);
  if (answered !== socket) {
    answered = socket;
    for (const command of pending.again()) write(command);
  }
}

/** The socket on which unacknowledged commands were sent again. */
let answered: WebSocket | null = null;
/** Milliseconds that an answer to a probing beat may take; 0 for an ordinary one. */
let quick = 0;

function beat(limit = 0): void {
  if (line.value !== "live") return;
  quick = limit;
  const id = commandId();
  beats = { id, at: Date.now() };
  write({ type: "heartbeat", id, tick: lastTick, rtt_ms: roundTrip.value });
}

function pulse(message: Pulse): void {
  if (beats?.id !== message.id) return;
  const rtt = Date.now() - beats.at;
  beats = null;
  quick = 0;
  roundTrip.value = rtt;
  observe(message.now, rtt);
}

/** Something changed about the network or the page: try at once, or ask whether the line still holds. */
function wake(): void {
  if (line.value === "gone") return;
  if (line.value === "live") return beat(PROBE_MS);
  const opening = socket?.readyState === WebSocket.CONNECTING && Date.now() - openedAt < 1000;
  if (opening || socket?.readyState === WebSocket.OPEN) return;
  attempt = 0;
  connect();
}

/** Measure the round trip now. */
export function measure(): void {
  beat();
}

/** Open the line, and keep it open as long as the page is. */
export function open(): void {
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => {
    if (line.value === "live" || line.value === "waiting") ended(4408);
  });
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  keepBeating();
  connect();
}

/** Beat by a worker, whose timer the browser does not slow down in the background; else by an ordinary one. */
function keepBeating(): void {
  const ordinary = () => setInterval(() => beat(), BEAT_MS);
  try {
    const worker = new Worker(config.beat);
    worker.onmessage = () => beat();
    worker.onerror = ordinary;
  } catch {
    ordinary();
  }
}

/** Try again after `replaced`: this screen becomes the one. */
export function reopen(): void {
  goneBecause.value = null;
  line.value = "connecting";
  attempt = 0;
  connect();
}

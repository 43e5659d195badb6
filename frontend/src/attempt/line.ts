/** The requests of an attempt, and what their answers mean. */

import { token } from "../study/line";
import type { ServerClock } from "./clock";
import type { Answer, Message } from "./sender";

const PATIENCE = 20_000;
const OVER = new Set(["attempt.elsewhere", "attempt.late", "attempt.submitted"]);

interface Reply {
  code?: string;
  sentence?: string;
  data?: { revision?: number };
  revision?: number;
  answered?: boolean;
  now?: number;
  due?: number | null;
}

/** Send for `reader`; what is sent while somebody else is signed in is not taken. */
export function request(reader: string, address: string, body: string, type: string): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  return fetch(address, {
    method: "POST",
    body,
    headers: { "Content-Type": type, "X-CSRFToken": token(), "X-Requested-With": "fetch", ...(reader ? { "X-Reader": reader } : {}) },
    credentials: "same-origin",
    keepalive: body.length < 60_000,
    signal: patience.signal,
  }).finally(() => clearTimeout(timer));
}

export async function save(
  reader: string,
  address: string,
  message: Message,
  clock: ServerClock,
  moved: (due: number | null) => void,
): Promise<Answer> {
  const began = Date.now();
  try {
    const response = await request(reader, address, JSON.stringify(message), "application/json");
    if (response.redirected || response.status === 403) return { kind: "signed-out" };
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { kind: "lost" };
    const reply = (await response.json()) as Reply;
    if (response.ok && reply.revision !== undefined) {
      if (reply.now !== undefined) clock.observe(reply.now, Date.now() - began);
      if (reply.due !== undefined) moved(reply.due);
      return { kind: "saved", revision: reply.revision, answered: reply.answered === true };
    }
    const { code = "", sentence = "", data } = reply;
    if (code === "reader.other") return { kind: "other" };
    if (code === "attempt.stale" && data?.revision !== undefined) return { kind: "stale", revision: data.revision };
    if (OVER.has(code)) return { kind: "over", code, sentence };
    return response.status === 422 ? { kind: "refused", sentence } : { kind: "lost" };
  } catch {
    return { kind: "lost" };
  }
}

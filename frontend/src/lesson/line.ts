/** The requests of a lesson's page, and what their answers mean. */

import { request } from "../attempt/line";
import type { Answer, Pairs } from "./saver";

interface Reply {
  revision?: number;
  blocks?: Record<string, number>;
  html?: string;
  sentences?: string[];
  faults?: Record<string, string[]>;
  advice?: string;
}

export async function save(form: HTMLFormElement, body: Pairs): Promise<Answer> {
  try {
    const text = new URLSearchParams(body).toString();
    const response = await request("", form.dataset.save ?? "", text, "application/x-www-form-urlencoded");
    if (response.redirected || response.status === 403) return { kind: "signed-out" };
    if (response.status === 400 || response.status === 413) return { kind: "refused", sentences: [form.dataset.tooMuch ?? ""] };
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { kind: "lost" };
    const { revision, blocks, html, sentences, faults, advice } = (await response.json()) as Reply;
    if (response.ok && revision !== undefined) return { kind: "saved", revision, blocks: blocks ?? {}, advice: advice ?? "" };
    if (response.status === 409 && revision !== undefined) return { kind: "conflict", revision, html: html ?? "" };
    return response.status === 422 ? { kind: "refused", sentences: sentences ?? [], faults: faults ?? {} } : { kind: "lost" };
  } catch {
    return { kind: "lost" };
  }
}

export interface Brought {
  id: number;
  name: string;
  address: string;
  picture: boolean;
}

/** A file on its way: what it is called there, or why it was not taken ("" for no line). */
export async function bring(form: HTMLFormElement, file: File, isPicture: boolean): Promise<Brought | string> {
  const body = new FormData();
  body.append("upload", file);
  if (isPicture) body.append("picture", "1");
  body.append("csrfmiddlewaretoken", (form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement).value);
  try {
    const response = await fetch(form.dataset.upload ?? "", { method: "POST", body, credentials: "same-origin" });
    const reply = (await response.json()) as Brought & { sentence?: string };
    return response.ok ? reply : (reply.sentence ?? "");
  } catch {
    return "";
  }
}

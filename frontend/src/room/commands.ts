/** What a person can do: one function each would only repeat the protocol, so `send` takes any command without its id. */

import { computed, signal } from "@preact/signals";
import { sentence, t } from "../i18n";
import type { AnswerResponse, AnyCommand } from "../protocol";
import { serverNow } from "./clock";
import { commandId, dispatch, pending } from "./connection";
import type { Outcome } from "./pending";
import { answerSaved, voteSaved } from "./store";
import { say } from "../ui/Toast";

type WithoutId<C> = C extends AnyCommand ? Omit<C, "id"> : never;
export type Order = WithoutId<AnyCommand>;

/** Only worth sending at once: nothing is kept for later. */
const FLEETING: ReadonlySet<AnyCommand["type"]> = new Set(["react", "list_people", "get_standing", "heartbeat"]);

/** Send a command; the outcome comes when the server has saved it, or refused it. */
export function send(order: Order): Promise<Outcome> {
  return dispatch({ ...order, id: commandId() } as AnyCommand, !FLEETING.has(order.type));
}

/** Why a command was not carried out, in the reader's language. */
export function reason(outcome: Extract<Outcome, { ok: false }>): string {
  if (outcome.code === "line.lost") return t("The connection was lost before this could be done. Nothing was changed.");
  return sentence(outcome.code, outcome.data);
}

/** Send, and say in a toast when it was refused. True when it was done. */
export async function attempt(order: Order): Promise<boolean> {
  const outcome = await send(order);
  if (!outcome.ok && outcome.code !== "replaced") say(reason(outcome), "bad");
  return outcome.ok;
}

export interface AnswerState {
  /** `sending` until acknowledged, across losses of the line. */
  state: "sending" | "saved" | "refused";
  response: AnswerResponse;
  /** When it was saved, by the server's clock. */
  at: number;
  sentence?: string;
}

/** What became of the answers given on this screen, by activity. */
export const answerStates = signal<Record<number, AnswerState>>({});

/** Whether an answer is still on its way. */
export const pendingAnswers = computed(() => Object.values(answerStates.value).some(({ state }) => state === "sending"));

function become(activity: number, state: AnswerState): void {
  answerStates.value = { ...answerStates.value, [activity]: state };
}

function settled(activity: number, response: AnswerResponse, outcome: Outcome): void {
  if (outcome.ok) {
    answerSaved(activity, response);
    become(activity, { state: "saved", response, at: serverNow() });
  } else if (outcome.code !== "replaced") {
    become(activity, { state: "refused", response, at: serverNow(), sentence: reason(outcome) });
  }
}

/** Answer an activity, or change one's answer. */
export async function answer(activity: number, response: AnswerResponse): Promise<void> {
  become(activity, { state: "sending", response, at: 0 });
  settled(activity, response, await send({ type: "give_answer", activity, response }));
}

/** Support a question, or take the support back; shown at once, undone when refused. */
export async function vote(question: number, up: boolean): Promise<void> {
  voteSaved(question, up);
  if (!(await attempt({ type: "vote_question", question, up }))) voteSaved(question, !up);
}

/** Take up what an earlier page of this tab could not get acknowledged. */
export function resume(): void {
  const kept = pending.restore((command, outcome) => {
    if (command.type === "give_answer") settled(command.activity, command.response, outcome);
    else if (!outcome.ok && outcome.code !== "replaced") say(reason(outcome), "bad");
  });
  for (const command of kept) {
    if (command.type === "give_answer") become(command.activity, { state: "sending", response: command.response, at: 0 });
  }
}

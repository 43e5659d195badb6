import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { ActivityView, AnswerResponse } from "../protocol";
import { answer, answerStates } from "../room/commands";
import { line } from "../room/connection";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ownAnswer } from "./activities";
import { QuestionHeading } from "./QuestionHeading";
import { ChoiceFields } from "./ChoiceFields";
import { emptyDraft, problem, toResponse, type Draft } from "./draft";
import { NumberField, ScaleField } from "./NumberFields";
import { RankingField } from "./RankingField";
import { TextField, WordFields } from "./TextFields";

export interface FieldProps {
  activity: ActivityView;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** The id of the sentence that says what is wrong, when something is. */
  wrong?: string;
}

/** What was begun and not sent, by activity: it outlives a change of language or of tab. */
const drafts = new Map<number, Draft>();

/** Kinds whose answer is made by picking: what is picked is whole, while half a sentence is not. */
const PICKED: ReadonlySet<string> = new Set(["single", "multiple", "ranking", "scale"]);

/** The time is over: what was picked and not sent goes by itself, within the grace that the server has for the wire. */
export function sendPicked(activity: ActivityView): void {
  const draft = drafts.get(activity.id);
  if (!draft || !PICKED.has(activity.question.kind) || problem(activity.question, draft)) return;
  drafts.delete(activity.id);
  void answer(activity.id, toResponse(activity.question, draft) as AnswerResponse);
}

/** The form of an open activity, whatever its kind. */
export function AnswerForm({ activity, heading }: { activity: ActivityView; heading: string }) {
  const { question } = activity;
  const [draft, setDraft] = useState<Draft>(() => drafts.get(activity.id) ?? emptyDraft(question, ownAnswer(activity)));
  const [error, setError] = useState<string | null>(null);
  const state = answerStates.value[activity.id];
  const sending = state?.state === "sending";
  const keep = (next: Draft) => {
    drafts.set(activity.id, next);
    setDraft(next);
    setError(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = problem(question, draft);
    setError(wrong);
    if (wrong || (sending && line.value === "live")) return;
    drafts.delete(activity.id);
    void answer(activity.id, toResponse(question, draft) as AnswerResponse);
  };
  const message = error ?? (state?.state === "refused" ? state.sentence : null);
  const errorId = `${heading}-error`;
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <fieldset class="stack">
        <legend class="question">
          <QuestionHeading activity={activity} id={heading} />
        </legend>
        <Fields activity={activity} draft={draft} onDraft={keep} wrong={message ? errorId : undefined} />
      </fieldset>
      {message && (
        <p class="error" id={errorId} role="alert">
          <Icon name="warn" /> {message}
        </p>
      )}
      <Button look="primary wide" type="submit" busy={sending}>
        {t("Send my answer")}
      </Button>
      <p class="help">{help(activity, sending)}</p>
    </form>
  );
}

function help(activity: ActivityView, sending: boolean): string {
  if (sending && line.value !== "live") return t("Your answer is kept and will go when you are back.");
  if (activity.seconds) return t("An answer counts when it reaches the server; a slow connection has two seconds more.");
  const change = t("You can change it while the question is open.");
  if (activity.anonymous) return `${t("Your name is not kept with your answer.")} ${change}`;
  return `${t("Other attendees do not see your name.")} ${change}`;
}

function Fields(props: FieldProps) {
  switch (props.activity.question.kind) {
    case "single":
    case "multiple":
      return <ChoiceFields {...props} />;
    case "ranking":
      return <RankingField {...props} />;
    case "scale":
      return <ScaleField {...props} />;
    case "numeric":
      return <NumberField {...props} />;
    case "open_text":
      return <TextField {...props} />;
    case "word_cloud":
      return <WordFields {...props} />;
  }
}

import { useState } from "preact/hooks";
import { ago, country, languageName, language, number, plural, t } from "../i18n";
import type { AskedView } from "../protocol";
import { useServerTime } from "../room/clock";
import { vote } from "../room/commands";
import { muted, myQuestions, myVotes, questions, stage } from "../room/store";
import { Icon } from "../ui/Icon";
import { tongue } from "../ui/Local";
import { say } from "../ui/Toast";
import { Writing } from "./Writing";

/** The one being answered first, then by support, then the oldest. */
export function ordered(list: readonly AskedView[]): AskedView[] {
  const rank = ({ state }: AskedView) => (state === "answering" ? 0 : 1);
  return [...list].sort((a, b) => rank(a) - rank(b) || b.votes - a.votes || a.id - b.id);
}

/** What people asked, and a place to ask. */
export function Questions() {
  const asked = ordered(questions.value.filter(({ state }) => state === "published" || state === "answering"));
  const answered = questions.value.filter(({ state }) => state === "answered");
  const shown = new Set(questions.value.map(({ id }) => id));
  const own = myQuestions.value.filter(({ id, state }) => !shown.has(id) && (state === "pending" || state === "declined"));
  const live = stage.value?.state !== "ended";
  return (
    <>
      {!asked.length && !own.length && !answered.length && (
        <div class="empty">
          <Icon name="ask" />
          <p>
            <b>{t("No questions yet")}</b>
          </p>
          <p class="hush">{t("Ask one below: the trainers see it, and others can support it.")}</p>
        </div>
      )}
      <ul class="list" role="list">
        {own.map((question) => (
          <Own key={question.id} question={question} />
        ))}
        {asked.map((question) => (
          <Asked key={question.id} question={question} />
        ))}
      </ul>
      {answered.length > 0 && (
        <details class="above-2">
          <summary class="hush">{plural(answered.length, "{count} answered question", "{count} answered questions")}</summary>
          <ul class="list" role="list">
            {answered.map((question) => (
              <Asked key={question.id} question={question} />
            ))}
          </ul>
        </details>
      )}
      {live && <AskForm />}
    </>
  );
}

function Asked({ question }: { question: AskedView }) {
  const now = useServerTime(30_000);
  const own = myVotes.value.includes(question.id);
  const mine = myQuestions.value.some(({ id }) => id === question.id);
  const done = question.state === "answered";
  const label = own
    ? plural(question.votes, "Take back your support, {count} vote", "Take back your support, {count} votes")
    : plural(question.votes, "Support this question, {count} vote", "Support this question, {count} votes");
  const facts = [
    mine ? t("You") : question.author ? question.author.name : "",
    country(question.country),
    question.lang !== language.value ? t("in {language}", { language: languageName(question.lang) }) : "",
    question.state === "answering" ? "" : ago(now - question.asked_at),
  ].filter(Boolean);
  return (
    <li>
      <button type="button" class="vote" aria-pressed={own ? "true" : "false"} disabled={done} onClick={() => void vote(question.id, !own)}>
        <Icon name="up" />
        <span aria-hidden="true">{number(question.votes)}</span>
        <span class="sr">{label}</span>
      </button>
      <div class="grow">
        <p {...tongue(question.lang)}>{question.text}</p>
        <p class="hush row tight">
          {question.state === "answering" && <span class="badge accent">{t("Being answered")}</span>}
          {done && (
            <span class="badge ok">
              <Icon name="check" /> {t("Answered")}
            </span>
          )}
          <span>{facts.join(" · ")}</span>
        </p>
      </div>
    </li>
  );
}

/** One's own that the room does not see. */
function Own({ question }: { question: AskedView }) {
  return (
    <li>
      <div class="grow">
        <p {...tongue(question.lang)}>{question.text}</p>
        <p class="hush row tight">
          {question.state === "pending" ? (
            <span class="badge">
              <Icon name="wait" /> {t("Waits for approval")}
            </span>
          ) : (
            <span class="badge">{t("Not taken up")}</span>
          )}
          <span>{t("Only you and the trainers see this.")}</span>
        </p>
      </div>
    </li>
  );
}

function AskForm() {
  const [hidden, setHidden] = useState(false);
  if (muted.value) return <p class="help above-2">{t("A moderator has stopped you from writing here.")}</p>;
  const waits = stage.value?.moderate_questions;
  return (
    <Writing
      id="ask"
      label={t("Your question")}
      placeholder={t("Ask a question…")}
      button={t("Send the question")}
      order={(text) => ({ type: "ask", text, hide_name: hidden })}
      onSent={() => say(waits ? t("Your question was sent. It appears when a moderator has approved it.") : t("Your question was sent."))}
    >
      <label class="check hush">
        <input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
        <span>{t("Without showing my name")}</span>
      </label>
    </Writing>
  );
}

/** A poll or discussion point made on the spot, in the language of the one who makes it. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { language, languageName, t } from "../i18n";
import type { PrepareActivity, QuestionKindCode } from "../protocol";
import { reason, send } from "../room/commands";
import { Modal } from "../ui/Modal";
import { Icon } from "../ui/Icon";
import { questionKind } from "./names";
import { pick } from "./state";

const shown = signal(false);

export function openPrepare(): void {
  shown.value = true;
}

const KINDS: QuestionKindCode[] = ["single", "multiple", "scale", "ranking", "numeric", "open_text", "word_cloud"];
const WITH_CHOICES: ReadonlySet<QuestionKindCode> = new Set(["single", "multiple", "ranking"]);
const MOST_CHOICES = 12;
const TIMES = [15, 30, 45, 60, 90, 120, 180, 300];

export function Prepare() {
  if (!shown.value) return null;
  return (
    <Modal title={t("Prepare a poll")} onClose={() => (shown.value = false)}>
      <Form />
    </Modal>
  );
}

function Form() {
  const [kind, setKind] = useState<QuestionKindCode | "discussion">("single");
  const [text, setText] = useState("");
  const [choices, setChoices] = useState(["", ""]);
  const [high, setHigh] = useState(5);
  const [anonymous, setAnonymous] = useState(false);
  const [live, setLive] = useState(false);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);

  const questionOf: QuestionKindCode = kind === "discussion" ? "open_text" : kind;
  const needsChoices = WITH_CHOICES.has(questionOf);
  const filled = choices.map((choice) => choice.trim()).filter(Boolean);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!text.trim()) return setError(t("Write the question first."));
    if (needsChoices && filled.length < 2) return setError(t("Give at least two choices."));
    if (new Set(filled).size < filled.length) return setError(t("Two choices are the same."));
    setBusy(true);
    const order: Omit<PrepareActivity, "id"> = {
      type: "prepare_activity",
      kind: kind === "discussion" ? "discussion" : "poll",
      question_kind: questionOf,
      text: text.trim(),
      choices: needsChoices ? filled : [],
      low: 1,
      high,
      anonymous,
      live_results: live,
      seconds,
    };
    const outcome = await send(order);
    setBusy(false);
    if (!outcome.ok) return setError(reason(outcome));
    const made = outcome.data?.["activity"];
    if (typeof made === "number") pick(made);
    shown.value = false;
  };

  const setChoice = (at: number, value: string) => {
    const next = choices.map((choice, index) => (index === at ? value : choice));
    if (at === next.length - 1 && value && next.length < MOST_CHOICES) next.push("");
    setChoices(next);
  };

  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for="prepare-kind">{t("Kind")}</label>
        <select
          id="prepare-kind"
          autoFocus
          class="select"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as QuestionKindCode | "discussion")}
        >
          {KINDS.map((code) => (
            <option key={code} value={code}>
              {questionKind(code)}
            </option>
          ))}
          <option value="discussion">{t("Discussion point")}</option>
        </select>
      </div>
      <div class="field">
        <label for="prepare-text">{t("Question")}</label>
        <p class="help" id="prepare-help">
          {t("Everyone sees it as you write it, in {language}.", { language: languageName(language.value) })}
        </p>
        <textarea
          id="prepare-text"
          class="area"
          rows={2}
          maxLength={500}
          dir="auto"
          value={text}
          aria-describedby="prepare-help prepare-error"
          aria-invalid={error !== "" && !text.trim()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {needsChoices && (
        <fieldset class="stack tight">
          <legend class="label">{t("Choices")}</legend>
          {choices.map((choice, at) => (
            <input
              key={at}
              class="input"
              dir="auto"
              maxLength={200}
              value={choice}
              aria-label={t("Choice {number}", { number: at + 1 })}
              onInput={(event) => setChoice(at, event.currentTarget.value)}
            />
          ))}
        </fieldset>
      )}
      {kind === "scale" && (
        <div class="field">
          <label for="prepare-high">{t("From 1 to")}</label>
          <select
            id="prepare-high"
            class="select"
            value={high}
            onChange={(event) => setHigh(Number(event.currentTarget.value))}
          >
            {[3, 4, 5, 7, 10].map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </div>
      )}
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={anonymous}
          onChange={(event) => setAnonymous(event.currentTarget.checked)}
        />{" "}
        {t("Anonymous: nobody can tell afterwards who answered what")}
      </label>
      <label class="switch">
        <input type="checkbox" role="switch" checked={live} onChange={(event) => setLive(event.currentTarget.checked)} />{" "}
        {t("Everyone sees the results as they come")}
      </label>
      <div class="field">
        <label for="prepare-seconds">{t("Time to answer")}</label>
        <select
          id="prepare-seconds"
          class="select"
          value={seconds ?? ""}
          onChange={(event) => setSeconds(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
        >
          <option value="">{t("Until you close it")}</option>
          {TIMES.map((value) => (
            <option key={value} value={value}>
              {t("{count} s", { count: value })}
            </option>
          ))}
        </select>
      </div>
      <p class="error" id="prepare-error" role="alert">
        {error && (
          <>
            <Icon name="warn" /> {error}
          </>
        )}
      </p>
      <footer>
        <button type="button" class="btn" onClick={() => (shown.value = false)}>
          {t("Cancel")}
        </button>
        <button type="submit" class="btn primary" aria-busy={busy || undefined}>
          {t("Prepare poll")}
        </button>
      </footer>
    </form>
  );
}

import { plural, t } from "../i18n";
import type { FieldProps } from "./AnswerForm";
import { TEXT_LIMIT, WORD_LIMIT, wordCount } from "./draft";

/** An answer in one's own words: open question or discussion point. */
export function TextField({ activity, draft, onDraft, wrong }: FieldProps) {
  const id = `text-${activity.id}`;
  return (
    <div class="field">
      <label for={id}>{activity.kind === "discussion" ? t("What do you say?") : t("Your answer")}</label>
      <textarea
        class="area"
        id={id}
        rows={4}
        maxLength={TEXT_LIMIT}
        dir={draft.text ? "auto" : undefined}
        value={draft.text}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong}
        onInput={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
      />
      <p class="help">{t("Write in any language. The trainer may show it without your name.")}</p>
    </div>
  );
}

/** A few words, one in each field. */
export function WordFields({ activity, draft, onDraft, wrong }: FieldProps) {
  const count = wordCount(activity.question);
  return (
    <div class="stack gap-2">
      <p class="help">{plural(count, "{count} word, in your own language", "Up to {count} words, in your own language")}</p>
      {draft.words.map((word, index) => (
        <input
          key={index}
          class="input"
          maxLength={WORD_LIMIT}
          dir={word ? "auto" : undefined}
          autocomplete="off"
          aria-label={t("Word {number}", { number: index + 1 })}
          aria-invalid={wrong && index === 0 ? "true" : undefined}
          aria-describedby={index === 0 ? wrong : undefined}
          value={word}
          onInput={(event) => onDraft({ ...draft, words: draft.words.map((one, at) => (at === index ? event.currentTarget.value : one)) })}
        />
      ))}
    </div>
  );
}

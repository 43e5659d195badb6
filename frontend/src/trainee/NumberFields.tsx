import { number, t } from "../i18n";
import { Local } from "../ui/Local";
import type { FieldProps } from "./AnswerForm";

/** Whole numbers from low to high, with a label at each end. */
export function ScaleField({ activity, draft, onDraft }: FieldProps) {
  const { low, high, low_label, high_label } = activity.question;
  const from = Math.round(low ?? 1);
  const values = Array.from({ length: Math.round(high ?? 5) - from + 1 }, (_, index) => from + index);
  return (
    <div class="stack gap-2">
      <div class="scale">
        {values.map((value) => {
          const checked = draft.number === String(value);
          return (
            <label key={value} class={`choice${checked ? " on" : ""}`}>
              <input
                class="sr"
                type="radio"
                name={`activity-${activity.id}`}
                checked={checked}
                onChange={() => onDraft({ ...draft, number: String(value) })}
              />
              <span class="num">{number(value)}</span>
              {value === from && low_label?.text && <span class="sr">{low_label.text}</span>}
              {value === values[values.length - 1] && high_label?.text && <span class="sr">{high_label.text}</span>}
            </label>
          );
        })}
      </div>
      {(low_label?.text || high_label?.text) && (
        <p class="hush row" aria-hidden="true">
          <span>{low_label && <Local text={low_label} />}</span>
          <span class="push">{high_label && <Local text={high_label} />}</span>
        </p>
      )}
    </div>
  );
}

/** A number, as people write it in their language. */
export function NumberField({ activity, draft, onDraft, wrong }: FieldProps) {
  const { low, high } = activity.question;
  const id = `number-${activity.id}`;
  const bounds =
    low !== null && high !== null
      ? t("A number from {low} to {high}", { low: number(low, 6), high: number(high, 6) })
      : low !== null
        ? t("A number, {low} or more", { low: number(low, 6) })
        : high !== null
          ? t("A number, {high} or less", { high: number(high, 6) })
          : t("A number");
  return (
    <div class="field">
      <label for={id}>{bounds}</label>
      <input
        class="input num"
        id={id}
        inputMode="decimal"
        autocomplete="off"
        maxLength={24}
        dir="ltr"
        value={draft.number}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong}
        onInput={(event) => onDraft({ ...draft, number: event.currentTarget.value })}
      />
    </div>
  );
}

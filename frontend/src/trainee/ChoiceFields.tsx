import { plural } from "../i18n";
import { Choice } from "../ui/Choice";
import { Local } from "../ui/Local";
import type { FieldProps } from "./AnswerForm";

/** One choice or several. A quiz has letters, so that people can speak of them. */
export function ChoiceFields({ activity, draft, onDraft }: FieldProps) {
  const { question, kind } = activity;
  const single = question.kind === "single";
  const most = question.max_choices;
  const full = !single && most !== null && draft.choices.length >= most;
  const pick = (id: number, checked: boolean) => {
    if (single) onDraft({ ...draft, choices: [id] });
    else onDraft({ ...draft, choices: checked ? [...draft.choices, id] : draft.choices.filter((one) => one !== id) });
  };
  return (
    <div class="choices">
      {!single && most !== null && <p class="help">{plural(most, "{count} answer at most", "{count} answers at most")}</p>}
      {question.choices.map((choice, index) => {
        const checked = draft.choices.includes(choice.id);
        return (
          <Choice
            key={choice.id}
            type={single ? "radio" : "checkbox"}
            name={`activity-${activity.id}`}
            checked={checked}
            disabled={full && !checked}
            lettered={kind === "quiz" ? index : undefined}
            onChange={(on) => pick(choice.id, on)}
          >
            <Local text={choice.text} />
          </Choice>
        );
      })}
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { number, t } from "../i18n";
import { Button } from "../ui/Button";
import { Local } from "../ui/Local";
import type { FieldProps } from "./AnswerForm";

/** Choices in an order, moved by buttons: the same by mouse, finger, keyboard and ear. */
export function RankingField({ activity, draft, onDraft }: FieldProps) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ id: number; by: number } | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    // The row was moved in the page and lost the focus: give it back to the button that was pressed, or to its neighbour.
    if (!moved) return;
    const row = list.current?.querySelector(`[data-choice="${moved.id}"]`);
    const buttons = row?.querySelectorAll<HTMLButtonElement>("button");
    const wanted = buttons?.[moved.by < 0 ? 0 : 1];
    (wanted?.disabled ? buttons?.[moved.by < 0 ? 1 : 0] : wanted)?.focus();
  }, [moved]);
  const move = (at: number, by: number) => {
    const choices = [...draft.choices];
    const [id] = choices.splice(at, 1);
    if (id === undefined) return;
    choices.splice(at + by, 0, id);
    onDraft({ ...draft, choices });
    setMoved({ id, by });
    setSaid(t("Now in place {place}", { place: at + by + 1 }));
  };
  return (
    <div class="stack gap-2">
      <p class="help">{t("Put them in order, the most important first.")}</p>
      <ol class="choices" role="list" ref={list}>
        {draft.choices.map((id, at) => {
          const choice = activity.question.choices.find((one) => one.id === id);
          if (!choice) return null;
          const name = choice.text.text;
          return (
            <li key={id} class="choice ranked" data-choice={id}>
              <span class="letter num">{number(at + 1)}</span>
              <span class="grow">
                <Local text={choice.text} />
              </span>
              <Button look="small square quiet" icon="up" label={t("Move up: {name}", { name })} disabled={at === 0} onClick={() => move(at, -1)} />
              <Button look="small square quiet" icon="down" label={t("Move down: {name}", { name })} disabled={at === draft.choices.length - 1} onClick={() => move(at, 1)} />
            </li>
          );
        })}
      </ol>
      <p class="sr" role="status">
        {said}
      </p>
    </div>
  );
}

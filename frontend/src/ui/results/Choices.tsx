/** Bars of choices (single and multiple), and mean places of a ranking. */

import { number, percent, t } from "../../i18n";
import { Local } from "../Local";
import { Bar, figure } from "./Bar";
import type { ResultsProps } from "./Results";
import { countOf, leading, rankLength, share } from "./shares";

/** The order of the question is kept, so that no line moves while answers arrive. */
export function ChoiceBars({ question, results, own }: ResultsProps) {
  const most = leading(results.choices);
  const revealed = question.choices.some((choice) => choice.is_right);
  return (
    <div class="stack">
      <ul class="results" role="list">
        {question.choices.map((choice) => {
          const { count } = countOf(results, choice.id);
          const part = share(count, results.answered);
          return (
            <Bar
              key={choice.id}
              label={<Local text={choice.text} />}
              figure={figure(number(count), percent(part))}
              length={part}
              leads={!revealed && count === most}
              right={choice.is_right === true}
              own={own?.choices?.includes(choice.id)}
            />
          );
        })}
      </ul>
      {question.kind === "multiple" && (
        <p class="help">{t("Shares of the people who answered; several choices were allowed.")}</p>
      )}
    </div>
  );
}

/** Choices by their mean place, best first; those that nobody placed come last, in the question's order. */
export function Ranking({ question, results }: ResultsProps) {
  const places = question.choices.length;
  const ranked = question.choices
    .map((choice) => ({ choice, mean: countOf(results, choice.id).mean_rank }))
    .sort((a, b) => (a.mean ?? places + 1) - (b.mean ?? places + 1));
  return (
    <div class="stack">
      <ol class="results" role="list">
        {ranked.map(({ choice, mean }, at) => (
          <Bar
            key={choice.id}
            label={
              <>
                {number(at + 1)} · <Local text={choice.text} />
              </>
            }
            figure={mean === null ? "–" : number(mean, 1)}
            length={mean === null ? 0 : rankLength(mean, places)}
            leads={at === 0 && mean !== null}
          />
        ))}
      </ol>
      <p class="help">{t("Mean place; 1 is the best.")}</p>
    </div>
  );
}

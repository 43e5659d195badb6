/** Distributions of numbers: the steps of a scale with their mean, and bins with their median. */

import { number, percent, t } from "../../i18n";
import { Local } from "../Local";
import { Bar, figure } from "./Bar";
import type { ResultsProps } from "./Results";
import { holds, leading, scaleSteps, share } from "./shares";

const EXACT = 6;

export function ScaleDistribution({ question, results, own }: ResultsProps) {
  const steps = scaleSteps(question.low, question.high, results.values);
  const most = leading(steps);
  const ends = new Map([
    [question.low, question.low_label],
    [question.high, question.high_label],
  ]);
  return (
    <div class="stack">
      <ul class="results" role="list">
        {steps.map(({ value, count }) => {
          const part = share(count, results.answered);
          const end = ends.get(value);
          return (
            <Bar
              key={value}
              label={
                <>
                  <b class="num">{number(value)}</b> {end && <Local text={end} />}
                </>
              }
              figure={figure(number(count), percent(part))}
              length={part}
              leads={count === most}
              own={own?.number === value}
            />
          );
        })}
      </ul>
      {results.mean !== null && <p>{t("Mean {mean}", { mean: number(results.mean, 2) })}</p>}
    </div>
  );
}

export function NumberBins({ question, results, own }: ResultsProps) {
  const bins = [...results.values].sort((a, b) => a.value - b.value);
  const most = leading(bins);
  const key = question.key_number;
  return (
    <div class="stack">
      <ul class="results" role="list">
        {bins.map((bin) => {
          const part = share(bin.count, results.answered);
          const single = bin.until === null || bin.until === bin.value;
          const low = number(bin.value, EXACT);
          return (
            <Bar
              key={bin.value}
              label={
                <span class="num">
                  {single ? low : t("{from} to {until}", { from: low, until: number(bin.until ?? bin.value, EXACT) })}
                </span>
              }
              figure={figure(number(bin.count), percent(part))}
              length={part}
              leads={key === null && bin.count === most}
              right={holds(bin, key)}
              own={holds(bin, own?.number)}
            />
          );
        })}
      </ul>
      {results.median !== null && <p>{t("Median {median}", { median: number(results.median, 2) })}</p>}
      {key !== null && (
        <p>
          <b>{t("Right answer: {number}", { number: number(key, EXACT) })}</b>
        </p>
      )}
    </div>
  );
}

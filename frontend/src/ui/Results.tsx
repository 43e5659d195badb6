import type { ComponentChildren } from "preact";
import { Local, tongue } from "./Local";
import { number, percent, plural, t } from "../i18n";
import type { AnswerResponse, QuestionView, ResultsView, ValueCount } from "../protocol";
import { Icon } from "./Icon";
import { Track } from "./Track";

interface Props {
  question: QuestionView;
  results: ResultsView;
  /** The reader's own answer, which is marked. */
  own?: AnswerResponse | null;
}

interface Line {
  key: string | number;
  label: ComponentChildren;
  /** From 0 to 1: the length of the bar. */
  share: number;
  figure: string;
  own: boolean;
  right?: boolean | null;
}

/** Figures of an activity: label, figure, bar. Shares are of people. A right answer has its sign and word, never colour alone. */
export function Results({ question, results, own }: Props) {
  if (!results.answered) return <p class="hush">{t("Nobody has answered.")}</p>;
  switch (question.kind) {
    case "single":
    case "multiple":
      return <Lines lines={choiceLines(question, results, own)} />;
    case "ranking":
      return <Lines lines={rankLines(question, results)} />;
    case "scale":
    case "numeric":
      return <Values question={question} results={results} own={own} />;
    case "word_cloud":
      return <Words results={results} own={own} />;
    case "open_text":
      return <Texts results={results} />;
  }
}

function Lines({ lines }: { lines: Line[] }) {
  const most = Math.max(...lines.map(({ share }) => share));
  const revealed = lines.some(({ right }) => right);
  return (
    <ol class="results" role="list">
      {lines.map(({ key, label, share, figure, own, right }) => (
        <li key={key} class={`${!revealed && share === most && share > 0 ? "top" : ""}${right ? " top good" : ""}${own ? " mine" : ""}`}>
          <span>
            {label}{" "}
            {right && (
              <span class="badge ok">
                <Icon name="check" /> {t("Right answer")}
              </span>
            )}{" "}
            {own && <span class="badge accent">{t("Your answer")}</span>}
          </span>
          <b class="num">{figure}</b>
          <Track share={share} look={right ? "ok" : undefined} />
        </li>
      ))}
    </ol>
  );
}

function choiceLines(question: QuestionView, results: ResultsView, own?: AnswerResponse | null): Line[] {
  const counts = new Map(results.choices.map((choice) => [choice.id, choice.count]));
  return question.choices.map((choice) => {
    const count = counts.get(choice.id) ?? 0;
    const share = count / results.answered;
    return {
      key: choice.id,
      label: <Local text={choice.text} />,
      share,
      figure: t("{percent} · {count}", { percent: percent(share), count }),
      own: own?.choices?.includes(choice.id) ?? false,
      right: choice.is_right,
    };
  });
}

function rankLines(question: QuestionView, results: ResultsView): Line[] {
  const ranks = new Map(results.choices.map((choice) => [choice.id, choice.mean_rank]));
  const last = question.choices.length;
  return question.choices
    .map((choice) => ({ choice, rank: ranks.get(choice.id) ?? last }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice, rank }, index) => ({
      key: choice.id,
      label: (
        <>
          {number(index + 1)} · <Local text={choice.text} />
        </>
      ),
      share: last > 1 ? (last - rank) / (last - 1) : 1,
      figure: t("rank {rank} on average", { rank }),
      own: false,
    }));
}

function holds(value: ValueCount, one: number | null | undefined): boolean {
  if (one === null || one === undefined) return false;
  return value.until === null ? value.value === one : one >= value.value && one < value.until;
}

function Values({ question, results, own }: Props) {
  const lines = results.values.map((value) => ({
    key: value.value,
    label: value.until === null ? number(value.value, 6) : t("{from} to {until}", { from: number(value.value, 6), until: number(value.until, 6) }),
    share: value.count / results.answered,
    figure: t("{percent} · {count}", { percent: percent(value.count / results.answered), count: value.count }),
    own: holds(value, own?.number),
    right: question.key_number === null ? null : holds(value, question.key_number),
  }));
  return (
    <div class="stack">
      <Lines lines={lines} />
      {question.key_number !== null && <p>{t("Right answer: {number}", { number: number(question.key_number, 6) })}</p>}
      {results.mean !== null && (
        <p class="hush">
          {t("Mean {mean}", { mean: number(results.mean, 2) })}
          {results.median !== null && ` · ${t("Median {median}", { median: number(results.median, 2) })}`}
        </p>
      )}
    </div>
  );
}

/** Words by frequency, larger the more people wrote them; the number beside each, for eyes and ears alike. */
function Words({ results, own }: { results: ResultsView; own?: AnswerResponse | null }) {
  if (!results.words.length) return <p class="hush">{t("No word was written by enough people to be shown.")}</p>;
  const most = results.words[0]?.count ?? 1;
  const mine = new Set(own?.words?.map((word) => word.toLocaleLowerCase()));
  return (
    <ul class="words" role="list">
      {results.words.map(({ word, count }) => (
        <li key={word} class={mine.has(word.toLocaleLowerCase()) ? "mine" : undefined} style={{ "--w": String(count / most) }}>
          <bdi>{word}</bdi> <span class="hush num">{number(count)}</span>
        </li>
      ))}
    </ul>
  );
}

function Texts({ results }: { results: ResultsView }) {
  return (
    <>
      <p class="hush">{plural(results.answered, "{count} answer", "{count} answers")}</p>
      <ul class="list" role="list">
        {results.texts.map((text, index) => (
          <li key={index}>
            <p {...tongue(text.lang)}>{text.text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

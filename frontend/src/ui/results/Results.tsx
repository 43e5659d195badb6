/** Figures of an activity, whatever its question's kind. The same parts serve the console and the trainee's room. */

import { t } from "../../i18n";
import type { AnswerResponse, QuestionView, ResultsView } from "../../protocol";
import { ChoiceBars, Ranking } from "./Choices";
import { NumberBins, ScaleDistribution } from "./Numbers";
import { OpenTexts, WordCloud } from "./Words";

export interface ResultsProps {
  question: QuestionView;
  results: ResultsView;
  /** The reader's own answer, which is marked. */
  own?: AnswerResponse | null;
}

export function Results(props: ResultsProps) {
  if (props.results.answered === 0) return <p class="hush">{t("Nobody has answered.")}</p>;
  switch (props.question.kind) {
    case "single":
    case "multiple":
      return <ChoiceBars {...props} />;
    case "ranking":
      return <Ranking {...props} />;
    case "scale":
      return <ScaleDistribution {...props} />;
    case "numeric":
      return <NumberBins {...props} />;
    case "word_cloud":
      return <WordCloud {...props} />;
    case "open_text":
      return <OpenTexts {...props} />;
  }
}

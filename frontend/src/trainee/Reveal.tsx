import { letter, percent, t } from "../i18n";
import type { ActivityView, AnswerResponse, ResultsView } from "../protocol";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { Results } from "../ui/results/Results";
import { ownAnswer } from "./activities";
import { QuestionHeading } from "./QuestionHeading";
import { Standing } from "./Standing";

interface Props {
  activity: ActivityView;
  heading: string;
}

/** Whether the person's own answer is right, once that is shown; null when it cannot be said or nothing was answered. */
export function verdict({ question, state }: ActivityView, own: AnswerResponse | null): boolean | null {
  if (state === "revealed" && question.kind === "numeric" && question.key_number !== null && typeof own?.number === "number") {
    // As the server marks it: at exactly the tolerance it is right too, whatever binary fractions say.
    const slack = 1e-9 * Math.max(1, Math.abs(question.key_number));
    return Math.abs(own.number - question.key_number) <= (question.tolerance ?? 0) + slack;
  }
  if (state !== "revealed" || !question.has_key || !own?.choices || question.kind === "ranking") return null;
  const right = question.choices.filter(({ is_right }) => is_right).map(({ id }) => id);
  if (!right.length) return null;
  return right.length === own.choices.length && right.every((id) => own.choices?.includes(id));
}

/** What came of it: figures, the right answer, why, and one's own standing. */
export function Reveal({ activity, heading }: Props) {
  const { question, results } = activity;
  const own = ownAnswer(activity);
  const keyed = question.kind !== "ranking" && question.choices.some(({ is_right }) => is_right);
  const feedback = question.choices.filter(({ id, feedback: text }) => text?.text && own?.choices?.includes(id));
  return (
    <div class="stack">
      <QuestionHeading activity={activity} id={heading} />
      {keyed ? (
        <KeyedChoices activity={activity} own={own} results={results} />
      ) : (
        results && <Results question={question} results={results} own={own} />
      )}
      {feedback.map((choice) => (
        <p key={choice.id} class="soft">
          {choice.feedback && <Local text={choice.feedback} />}
        </p>
      ))}
      {question.explanation?.text && (
        <div class="stack gap-1">
          <h4>{t("Why?")}</h4>
          <p class="soft">
            <Local text={question.explanation} marked />
          </p>
        </div>
      )}
      {activity.quiz !== null && <Standing quiz={activity.quiz} key={activity.id} />}
    </div>
  );
}

/** The choices as they were asked, with the right ones signed in sign, word and colour. */
function KeyedChoices({ activity, own, results }: { activity: ActivityView; own: AnswerResponse | null; results: ResultsView | null }) {
  const counts = new Map(results?.choices.map(({ id, count }) => [id, count]));
  return (
    <ul class="choices" role="list">
      {activity.question.choices.map((choice, index) => {
        const mine = own?.choices?.includes(choice.id) ?? false;
        const right = choice.is_right === true;
        return (
          <li key={choice.id} class={`choice off${right ? " right" : mine ? " wrong" : ""}`}>
            {activity.kind === "quiz" ? (
              <span class="letter" aria-hidden="true">
                {letter(index)}
              </span>
            ) : (
              right && <Icon name="check" />
            )}
            <span class="grow">
              {right ? (
                <b>
                  <Local text={choice.text} />
                </b>
              ) : (
                <Local text={choice.text} />
              )}{" "}
              {right && (
                <span class="badge ok">
                  <Icon name="check" /> {t("Right answer")}
                </span>
              )}{" "}
              {mine && (
                <span class={`badge${right ? " ok" : " bad"}`}>
                  {!right && <Icon name="cross" />} {t("Your answer")}
                </span>
              )}
            </span>
            {results && results.answered > 0 && <span class="end num">{percent((counts.get(choice.id) ?? 0) / results.answered)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

import type { ComponentChildren } from "preact";
import { number, t, time } from "../i18n";
import type { ActivityView, AnswerResponse, QuestionView } from "../protocol";
import { answerStates } from "../room/commands";
import { answeredIds } from "../room/store";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { ownAnswer } from "./activities";
import { QuestionHeading } from "./QuestionHeading";

interface Props {
  activity: ActivityView;
  heading: string;
  /** Offers to change the answer, while that is possible. */
  onChange?: () => void;
}

/** The answer as it was saved, with its time. */
export function Answered({ activity, heading, onChange }: Props) {
  const own = ownAnswer(activity);
  const state = answerStates.value[activity.id];
  const has = answeredIds.value.includes(activity.id) || state?.state === "saved";
  return (
    <div class="stack">
      <QuestionHeading activity={activity} id={heading} />
      {own ? <OwnAnswer question={activity.question} own={own} /> : has && activity.anonymous && <Unknown />}
      {state?.state === "sending" && (
        <p class="badge warn">
          <Icon name="wait" /> {t("Your answer is on its way")}
        </p>
      )}
      {state?.state === "refused" && <p class="error">{state.sentence}</p>}
      {has && (
        <div class="row">
          <p class="badge ok" role="status">
            <Icon name="check" /> {state?.state === "saved" ? t("Answer saved at {time}", { time: time(state.at) }) : t("Answer saved")}
          </p>
          {onChange && (
            <Button look="small quiet push" onClick={onChange}>
              {t("Change")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Unknown() {
  return <p class="soft">{t("Your answer is not kept with your name, so this screen cannot show it.")}</p>;
}

function Row({ children }: { children: ComponentChildren }) {
  return (
    <p class="choice on off">
      <Icon name="check" /> <span class="grow">{children}</span>
    </p>
  );
}

/** An answer in the words of its question. */
export function OwnAnswer({ question, own }: { question: QuestionView; own: AnswerResponse }) {
  if (own.choices) {
    const chosen = own.choices.map((id) => question.choices.find((choice) => choice.id === id)).filter((choice) => choice !== undefined);
    return (
      <div class="choices">
        {chosen.map((choice, index) => (
          <Row key={choice.id}>
            {question.kind === "ranking" && `${number(index + 1)} · `}
            <Local text={choice.text} />
          </Row>
        ))}
      </div>
    );
  }
  if (typeof own.number === "number") return <Row>{number(own.number, 6)}</Row>;
  if (own.words) return <Row>{own.words.join(" · ")}</Row>;
  if (own.text) return <Row>{own.text}</Row>;
  return null;
}

/** Names of things in the reader's language. */

import { t } from "../i18n";
import type { ActivityKindCode, ActivityStateCode, ActivityView, QualityCode, QuestionKindCode, ReactionCode, RoleCode } from "../protocol";

export function ofQuiz(activity: ActivityView): string {
  return t("Question {number} of {of}", { number: activity.position, of: activity.of });
}

export function activityKind(kind: ActivityKindCode): string {
  return { poll: t("Poll"), quiz: t("Quiz question"), discussion: t("Discussion point") }[kind];
}

export function activityState(state: ActivityStateCode): string {
  return { prepared: t("Prepared"), open: t("Open now"), closed: t("Closed"), revealed: t("Results shown") }[state];
}

export function questionKind(kind: QuestionKindCode): string {
  return {
    single: t("One choice"),
    multiple: t("Several choices"),
    scale: t("Scale"),
    ranking: t("Ranking"),
    numeric: t("Number"),
    open_text: t("Open text"),
    word_cloud: t("Word cloud"),
  }[kind];
}

export function role(code: RoleCode): string {
  return {
    host: t("Host"),
    co_host: t("Co-host"),
    presenter: t("Presenter"),
    interpreter: t("Interpreter"),
    moderator: t("Moderator"),
  }[code];
}

export function reaction(code: ReactionCode): string {
  return { agree: t("I agree"), well_done: t("Well done"), not_clear: t("Not clear"), too_fast: t("Too fast") }[code];
}

export function quality(code: QualityCode): string {
  return { good: t("good"), fair: t("fair"), poor: t("poor") }[code];
}

/** An answer being made: what is in the form, whether it can be sent, and what is sent. */

import { number, plural, t } from "../i18n";
import type { AnswerResponse, QuestionView } from "../protocol";

export interface Draft {
  choices: number[];
  /** As it was typed. */
  number: string;
  text: string;
  words: string[];
}

export const TEXT_LIMIT = 2000;
export const WORD_LIMIT = 60;

export function emptyDraft(question: QuestionView, own: AnswerResponse | null): Draft {
  const all = question.choices.map(({ id }) => id);
  const words = own?.words ?? [];
  return {
    choices: own?.choices ?? (question.kind === "ranking" ? all : []),
    number: typeof own?.number === "number" ? String(own.number) : "",
    text: own?.text ?? "",
    words: Array.from({ length: wordCount(question) }, (_, index) => words[index] ?? ""),
  };
}

/** How many words a person may give. */
export function wordCount(question: QuestionView): number {
  return question.max_choices ?? 3;
}

/** A number as people write it: with a comma or a point, with spaces between thousands, in any digits. Null if it is none. */
export function parseNumber(typed: string): number | null {
  const latin = typed
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\s\u00a0\u202f\u066c'’]/g, "")
    .replace(/[,٫]/, ".")
    .replace(/^\u2212/, "-");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(latin) ? Number(latin) : null;
}

/** Why the draft cannot be sent, in words; null when it can. */
export function problem(question: QuestionView, draft: Draft): string | null {
  switch (question.kind) {
    case "single":
      return draft.choices.length === 1 ? null : t("Choose one answer first.");
    case "multiple":
      if (!draft.choices.length) return t("Choose at least one answer first.");
      if (question.max_choices !== null && draft.choices.length > question.max_choices) {
        return plural(question.max_choices, "Choose {count} answer at most.", "Choose {count} answers at most.");
      }
      return null;
    case "ranking":
      return null;
    case "scale":
      return draft.number === "" ? t("Choose a value first.") : null;
    case "numeric":
      return numberProblem(question, parseNumber(draft.number));
    case "open_text":
      return draft.text.trim() ? null : t("Write your answer first.");
    case "word_cloud":
      return draft.words.some((word) => word.trim()) ? null : t("Write a word first.");
  }
}

function numberProblem({ low, high }: QuestionView, value: number | null): string | null {
  if (value === null) return t("Write a number, such as 12 or 3.5.");
  if (low !== null && value < low) return t("The number is {low} or more.", { low: number(low, 6) });
  if (high !== null && value > high) return t("The number is {high} or less.", { high: number(high, 6) });
  return null;
}

/** What is sent for a draft without a problem. */
export function toResponse(question: QuestionView, draft: Draft): AnswerResponse {
  switch (question.kind) {
    case "single":
    case "multiple":
    case "ranking":
      return { choices: draft.choices };
    case "scale":
    case "numeric":
      return { number: parseNumber(draft.number) };
    case "open_text":
      return { text: draft.text.trim() };
    case "word_cloud":
      return { words: draft.words.map((word) => word.trim()).filter(Boolean) };
  }
}

/** Shares and places of results: arithmetic only. */

import type { ChoiceCount, ResultsView, ValueCount, WordCount } from "../../protocol";

/** From 0 to 1, of the people who answered. Shares count people, never ticks. */
export function share(count: number, answered: number): number {
  return answered > 0 ? count / answered : 0;
}

/** The highest count of all, or null while nobody answered: only the leading bar is marked, and ties lead together. */
export function leading(counts: readonly { count: number }[]): number | null {
  const most = Math.max(0, ...counts.map((line) => line.count));
  return most > 0 ? most : null;
}

export function countOf(results: ResultsView, choice: number): ChoiceCount {
  return results.choices.find((line) => line.id === choice) ?? { id: choice, count: 0, mean_rank: null };
}

/** Length of a ranking's bar, from 0 to 1: first place of `places` is the whole, last place nothing. */
export function rankLength(meanRank: number, places: number): number {
  return places > 1 ? (places - meanRank) / (places - 1) : 1;
}

const LONGEST_SCALE = 11;

/** Every step of a scale, those that nobody chose included, unless the scale is too long to draw. */
export function scaleSteps(low: number | null, high: number | null, values: readonly ValueCount[]): ValueCount[] {
  const counted = [...values].sort((a, b) => a.value - b.value);
  if (low === null || high === null || high - low >= LONGEST_SCALE) return counted;
  const steps: ValueCount[] = [];
  for (let value = low; value <= high; value += 1) {
    steps.push(counted.find((line) => line.value === value) ?? { value, until: null, count: 0 });
  }
  return steps;
}

/** Whether a step, or a bin from `value` to before `until`, holds a number. */
export function holds({ value, until }: ValueCount, one: number | null | undefined): boolean {
  if (one === null || one === undefined) return false;
  return until === null || until === value ? value === one : one >= value && one < until;
}

/** Five sizes of words, 1 to 5, by the square root of the count: area, not height, is what the eye compares. */
export function wordSize(count: number, most: number): number {
  if (most <= 1) return 2;
  return 1 + Math.round((4 * (Math.sqrt(count) - 1)) / (Math.sqrt(most) - 1));
}

/** Words with the most said first; equal ones in the order of the alphabet, so that they do not jump. */
export function orderedWords(words: readonly WordCount[]): WordCount[] {
  return [...words].sort((a, b) => b.count - a.count || a.word.localeCompare(b.word));
}

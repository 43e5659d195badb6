/** What people wrote: a word cloud as a list with sizes, and open answers as a list. */

import { useState } from "preact/hooks";
import { number, plural, t } from "../../i18n";
import { tongue } from "../Local";
import type { ResultsProps } from "./Results";
import { orderedWords, wordSize } from "./shares";

/** A list, so that it is read out and wraps. Its size says how many people wrote a word, and so does the figure. */
export function WordCloud({ results, own }: ResultsProps) {
  const words = orderedWords(results.words);
  if (words.length === 0) return <p class="hush">{t("No word can be shown yet.")}</p>;
  const most = words[0]?.count ?? 0;
  const mine = new Set(own?.words?.map((word) => word.toLocaleLowerCase()));
  return (
    <ul class="words" role="list">
      {words.map(({ word, count }) => (
        <li key={word} data-size={wordSize(count, most)} class={mine.has(word.toLocaleLowerCase()) ? "mine" : undefined}>
          <bdi>{word}</bdi>{" "}
          <span class="num" aria-hidden="true">
            {number(count)}
          </span>
          <span class="sr">{plural(count, "{count} person", "{count} people")}</span>
        </li>
      ))}
    </ul>
  );
}

const AT_FIRST = 8;

export function OpenTexts({ results }: ResultsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? results.texts : results.texts.slice(0, AT_FIRST);
  const more = results.texts.length - shown.length;
  return (
    <div class="stack">
      <p class="hush">{plural(results.answered, "{count} answer", "{count} answers")}</p>
      <ul class="list" role="list">
        {shown.map(({ text, lang }, at) => (
          <li key={at}>
            <p class="grow" {...tongue(lang)}>
              {text}
            </p>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="btn small quiet" onClick={() => setAll(true)}>
          {plural(more, "Show {count} more answer", "Show {count} more answers")}
        </button>
      )}
    </div>
  );
}

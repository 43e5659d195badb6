/** The board of a live quiz: countries with five people and more, never persons. */

import { country, number, percent, plural, t } from "../../i18n";
import type { CountryMark } from "../../protocol";
import { Bar } from "./Bar";

export function Board({ board, own }: { board: readonly CountryMark[]; own?: string }) {
  if (board.length === 0) return null;
  return (
    <div class="stack">
      <ol class="results" role="list">
        {board.map(({ country: code, people, mean }, at) => (
          <Bar
            key={code}
            label={
              <>
                {number(at + 1)} · {country(code)}{" "}
                <span class="hush">{plural(people, "{count} person", "{count} people")}</span>
                {code === own && (
                  <>
                    {" "}
                    <span class="badge accent">{t("Your country")}</span>
                  </>
                )}
              </>
            }
            figure={percent(mean / 100)}
            length={mean / 100}
            leads={at === 0}
          />
        ))}
      </ol>
      <p class="help">{t("Mean share of the marks. Countries with fewer than five people are not shown.")}</p>
    </div>
  );
}

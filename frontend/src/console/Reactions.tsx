/** Reactions of the last minute, as calm figures. */

import { number, t } from "../i18n";
import type { ReactionCode } from "../protocol";
import { Icon } from "../ui/Icon";
import { reaction } from "./names";
import { lastMinute } from "./recent";

const ORDER: [ReactionCode, string][] = [
  ["agree", "thumb"],
  ["well_done", "clap"],
  ["not_clear", "lost"],
  ["too_fast", "fast"],
];

export function Reactions() {
  const counts = lastMinute.value;
  return (
    <section class="card" aria-labelledby="reactions">
      <header>
        <h3 id="reactions">{t("Reactions")}</h3>
        <span class="hush push">{t("last minute")}</span>
      </header>
      <ul class="reactions" role="list">
        {ORDER.map(([code, icon]) => (
          <li key={code} class={counts[code] ? undefined : "none"}>
            <Icon name={icon} />
            <b class="num">{number(counts[code] ?? 0)}</b>
            <span class="hush">{reaction(code)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

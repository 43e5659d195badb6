/** One line of results: label, figure, bar. */

import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { Icon } from "../Icon";
import { Track } from "../Track";

interface Props {
  label: ComponentChildren;
  figure: ComponentChildren;
  /** Length of the bar, from 0 to 1. */
  length: number;
  leads?: boolean;
  /** The right answer has its sign and word, never colour alone. */
  right?: boolean;
  /** The reader's own answer. */
  own?: boolean;
}

export function Bar({ label, figure, length, leads, right, own }: Props) {
  const css = [(leads || right) && "top", right && "good", own && "mine"].filter(Boolean).join(" ");
  return (
    <li class={css || undefined}>
      <span>
        {label}
        {right && (
          <>
            {" "}
            <span class="badge ok">
              <Icon name="check" /> {t("Right answer")}
            </span>
          </>
        )}
        {own && (
          <>
            {" "}
            <span class="badge accent">{t("Your answer")}</span>
          </>
        )}
      </span>
      <b class="num">{figure}</b>
      <Track share={length} look={right ? "ok" : undefined} />
    </li>
  );
}

/** “61 · 43%”: people, and their share of those who answered. */
export function figure(count: string, share: string): string {
  return t("{count} · {share}", { count, share });
}

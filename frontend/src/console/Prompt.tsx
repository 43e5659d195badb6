/** What only the team sees below the stage: notes of the current item, and the next slide. */

import { t } from "../i18n";
import { notes, stage } from "../room/store";
import { PageImage } from "./PageImage";

export function Prompt() {
  const now = stage.value;
  const text = notes.value.find(({ item }) => item === now?.current_item)?.notes ?? "";
  const next = now?.deck && now.page < now.deck.page_count ? now.page + 1 : null;
  if (!text && next === null) return null;
  return (
    <div class="prompt">
      <section class="notes stack" tabIndex={0} aria-label={t("Notes")}>
        <p class="label">{t("Notes")}</p>
        {text ? (
          text
            .split(/\n{2,}/)
            .map((paragraph, at) => (
              <p key={at} dir="auto" class="kept">
                {paragraph}
              </p>
            ))
        ) : (
          <p class="hush">{t("No notes for this item.")}</p>
        )}
      </section>
      {next !== null && (
        <div class="next">
          <span class="label">{t("Next slide")}</span>
          <PageImage number={next} />
        </div>
      )}
    </div>
  );
}

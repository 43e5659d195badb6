import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { savings } from "../room/preferences";
import { stage } from "../room/store";
import { Icon } from "../ui/Icon";
import { tongue } from "../ui/Local";
import { failed, pageAt, prefetch, shownPage, sources, stagePages } from "./slides";

/** The page on stage, or the one looked back at, as an image whose alternative is the page's own text. */
export function Slide() {
  const deck = stage.value?.deck;
  const position = shownPage.value;
  const page = pageAt(stagePages.value, position);
  const small = savings.value;
  const [broken, setBroken] = useState("");
  useEffect(() => {
    if (position !== null && page) prefetch(pageAt(stagePages.peek(), position + 1), small);
  }, [page, position, small]);

  if (!deck || position === null) return <Nothing />;
  if (!page) {
    return (
      <figure class="slide waiting">
        <p class="hush" role="status">
          {failed.value ? t("The slides could not be fetched yet. It is tried again by itself.") : t("The slide is on its way.")}
        </p>
      </figure>
    );
  }
  const lang = page.lang;
  return (
    <figure class="slide">
      <img
        {...sources(page, small)}
        {...tongue(lang)}
        width={page.width}
        height={page.height}
        alt={page.text || t("Slide {page}", { page: position })}
        decoding="async"
        onError={() => setBroken(page.small)}
        onLoad={() => setBroken("")}
      />
      {broken === page.small && <p class="over hush">{t("This slide’s image did not arrive.")}</p>}
    </figure>
  );
}

function Nothing() {
  const state = stage.value?.state;
  return (
    <div class="empty">
      <Icon name="slides" />
      <p>
        <b>{state === "lobby" ? t("The sitting has not begun") : t("Nothing is shown at the moment")}</b>
      </p>
      <p class="hush">{t("Slides appear here when the trainer shows them.")}</p>
    </div>
  );
}

/** “21 of 32”, for the eye. */
export function pageOfCount(page: number, count: number): string {
  return t("{page} of {count}", { page, count });
}

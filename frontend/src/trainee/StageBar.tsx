import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { country, languageName, t } from "../i18n";
import { livePage, stage, team } from "../room/store";
import { Button } from "../ui/Button";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { ShownIn } from "../ui/Local";
import { ReadingMenu } from "./ReadingMenu";
import { pageOfCount } from "./Slide";
import { isBehind, look, looking, pageAt, shownPage, stagePages } from "./slides";

interface Props {
  frame: RefObject<HTMLDivElement | null>;
}

export function StageBar({ frame }: Props) {
  const deck = stage.value?.deck;
  const page = shownPage.value;
  const shown = pageAt(stagePages.value, page);
  return (
    <div class="stagebar">
      <Speaker />
      {shown && <ShownIn lang={shown.lang} />}
      <ReadingMenu />
      {deck && page !== null && (
        <div class="pager" role="group" aria-label={t("Slides")}>
          <Button look="small square quiet" icon="back" turns label={t("Previous slide")} disabled={page <= 1} onClick={() => look(page - 1)} />
          <span class="num">{pageOfCount(page, deck.page_count)}</span>
          <Button look="small square quiet" icon="fore" turns label={t("Next slide")} disabled={page >= deck.page_count} onClick={() => look(page + 1)} />
          <FullScreen frame={frame} />
        </div>
      )}
      {isBehind.value && (
        <Button look="small golive" icon="jump" turns onClick={() => (looking.value = null)}>
          {t("Back to live, slide {page}", { page: livePage.value ?? 1 })}
        </Button>
      )}
    </div>
  );
}

/** Who has the controls, else who turned the page last. */
function Speaker() {
  const person = stage.value?.controller ?? stage.value?.by;
  if (!person) return null;
  const member = team.value.find((one) => one.person.id === person.id);
  const facts = [
    country(person.country),
    member?.spoken_language ? t("speaks {language}", { language: languageName(member.spoken_language) }) : "",
  ].filter(Boolean);
  return (
    <div class="speaker push-end">
      <Face person={person} lead />
      <p>
        <b>
          <bdi>{person.name}</bdi>
        </b>
        {facts.length > 0 && (
          <>
            <br />
            <span class="hush">{facts.join(" · ")}</span>
          </>
        )}
      </p>
    </div>
  );
}

function FullScreen({ frame }: Props) {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const changed = () => setOn(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => void (on ? document.exitFullscreen() : frame.current?.requestFullscreen());
  return (
    <button type="button" class="btn small square quiet" aria-label={on ? t("Leave full screen") : t("Full screen")} onClick={toggle}>
      <Icon name="full" />
    </button>
  );
}

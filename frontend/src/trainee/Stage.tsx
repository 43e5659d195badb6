import { useEffect, useRef } from "preact/hooks";
import { direction, t } from "../i18n";
import { livePage, stage } from "../room/store";
import { Slide } from "./Slide";
import { isBehind, look, looking, shownPage } from "./slides";
import { StageBar } from "./StageBar";

const TYPING = "input, textarea, select, [role=tab], [contenteditable], .menu[open] *";

/** The slide and the bar below it. Arrow keys turn pages for this person alone, in the direction that the eye reads. */
export function Stage() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const page = shownPage.peek();
      if (page === null) return;
      const forward = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
      const backward = direction() === "rtl" ? "ArrowRight" : "ArrowLeft";
      if (event.key === forward) look(page + 1);
      else if (event.key === backward) look(page - 1);
      else if (event.key === "Escape" && isBehind.peek()) looking.value = null;
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  const page = livePage.value;
  return (
    <section class="theatre" aria-labelledby="presentation">
      <h2 class="sr" id="presentation">
        {t("Presentation")}
      </h2>
      <div class="stage" ref={frame}>
        <Slide />
      </div>
      <p class="sr" role="status">
        {page !== null && !isBehind.value && t("Slide {page}", { page })}
      </p>
      <StageBar frame={frame} key={stage.value?.deck?.id} />
    </section>
  );
}

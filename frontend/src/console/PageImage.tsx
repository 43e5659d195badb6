import { t } from "../i18n";
import { pageAt, sources, stagePages } from "../trainee/slides";
import { tongue } from "../ui/Local";

interface Props {
  number: number;
  /** For the stage; else the small image is enough. */
  large?: boolean;
}

/** A page of the deck on stage. Its own text is its alternative. */
export function PageImage({ number, large = false }: Props) {
  const page = pageAt(stagePages.value, number);
  if (!page) {
    return (
      <figure class="slide waiting">
        <p class="hush">{t("Slide {page}", { page: number })}</p>
      </figure>
    );
  }
  return (
    <figure class="slide">
      <img
        key={page.small}
        {...sources(page, !large)}
        {...(page.lang ? tongue(page.lang) : {})}
        width={page.width}
        height={page.height}
        alt={page.text || t("Slide {page}", { page: number })}
        decoding="async"
        loading={large ? "eager" : "lazy"}
      />
    </figure>
  );
}

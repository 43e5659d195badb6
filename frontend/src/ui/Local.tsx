import { direction, language, languageName, t } from "../i18n";
import type { LocalText } from "../protocol";

/** `lang` and `dir` of a piece in another language than the interface; nothing when it is the same. */
export function tongue(lang: string): { lang?: string; dir?: "ltr" | "rtl" } {
  return lang === language.value ? {} : { lang, dir: direction(lang) };
}

interface Props {
  text: LocalText;
  /** Say in words that it is shown in another language. */
  marked?: boolean;
}

/** A text in the reader's language, or in the fallback's, which it then says to the browser and, `marked`, to the reader. */
export function Local({ text, marked }: Props) {
  if (text.lang === language.value) return <>{text.text}</>;
  return (
    <>
      <span {...tongue(text.lang)}>{text.text}</span>
      {marked && (
        <>
          {" "}
          <ShownIn lang={text.lang} />
        </>
      )}
    </>
  );
}

/** “Shown in English”, beside what could not be shown in the reader's language. */
export function ShownIn({ lang }: { lang: string }) {
  if (lang === language.value) return null;
  return <span class="badge">{t("Shown in {language}", { language: languageName(lang) })}</span>;
}

import { language, t } from "../i18n";
import { config } from "../room/config";
import { changeLanguage, changing } from "../room/language";
import { Choice } from "../ui/Choice";

/** What one reads in: six rows, each in its own language. */
export function Languages() {
  const chosen = changing.value ?? language.value;
  return (
    <section class="card" aria-labelledby="languages">
      <header>
        <h2 id="languages">{t("Your language")}</h2>
        <span class="hush">{t("Slides, polls and quizzes. You can change it during the sitting.")}</span>
      </header>
      <div class="container">
        <div class="langs" role="radiogroup" aria-labelledby="languages">
          {config.languages.map(({ code, name, direction }) => (
            <Choice key={code} type="radio" name="language" checked={chosen === code} onChange={() => void changeLanguage(code)}>
              <span lang={code} dir={direction}>
                {name}
              </span>
            </Choice>
          ))}
        </div>
      </div>
    </section>
  );
}

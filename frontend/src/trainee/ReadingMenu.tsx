import { language, t } from "../i18n";
import type { Language } from "../protocol";
import { config } from "../room/config";
import { changeLanguage, changing } from "../room/language";
import { savings } from "../room/preferences";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";

/** What I read, and how much data it may cost: one menu under the slide, in the same place at all widths. */
export function ReadingMenu() {
  const own = config.languages.find(({ code }) => code === language.value);
  return (
    <Menu
      css="start push"
      button={
        <>
          <Icon name="globe" /> <span class="sr">{t("I read:")} </span>
          {own?.name} <Icon name="down" />
        </>
      }
    >
      <div class="field">
        <label for="reading">{t("What I read")}</label>
        <select
          class="select"
          id="reading"
          value={language.value}
          disabled={changing.value !== null}
          onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}
        >
          {config.languages.map(({ code, name, direction }) => (
            <option key={code} value={code} lang={code} dir={direction}>
              {name}
            </option>
          ))}
        </select>
        <p class="help">{t("Slides, polls and quizzes. Everybody’s answers are counted together.")}</p>
      </div>
      <hr />
      <SavingsSwitch />
    </Menu>
  );
}

/** Small images, kept on this device. */
export function SavingsSwitch() {
  return (
    <div>
      <label class="switch">
        <input type="checkbox" role="switch" checked={savings.value} onChange={(event) => (savings.value = event.currentTarget.checked)} />
        <b>{t("Savings mode")}</b>
      </label>
      <p class="hush">{t("Smaller slide images: about a third of the data.")}</p>
    </div>
  );
}

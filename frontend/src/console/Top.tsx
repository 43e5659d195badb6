/** Top of the console: what this is, whether it is live, one's own line, how many people, and the way to its end. */

import { number, plural, t } from "../i18n";
import { config } from "../room/config";
import { people, sitting, stage, team, you } from "../room/store";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { LineBadge } from "../trainee/RoomTop";
import { EndButton } from "./End";

function Live() {
  switch (stage.value?.state) {
    case "live":
      return (
        <span class="badge live">
          <span class="later">{t("Live")}</span>
        </span>
      );
    case "ended":
      return <span class="badge">{t("Ended")}</span>;
    default:
      return <span class="badge accent">{t("Lobby")}</span>;
  }
}

/** “Sitting 2 of 3 · you present with María Fernández” */
function About() {
  const now = sitting.value;
  if (!now) return null;
  const presenters = team.value
    .filter(({ roles }) => roles.some((code) => code === "host" || code === "co_host" || code === "presenter"))
    .filter(({ person }) => person.id !== you.value?.person.id)
    .map(({ person }) => person.name);
  const names = presenters.slice(0, 2).join(", ");
  const parts = [];
  if (now.of > 1) parts.push(t("Sitting {number} of {of}", { number: now.position, of: now.of }));
  if (names) parts.push(t("with {names}", { names }));
  return parts.length > 0 ? <p class="hush cut">{parts.join(" · ")}</p> : null;
}

export function Top() {
  return (
    <header class="room-top">
      <a class="brand" href={config.home_url} aria-label={t("Lectern home")}>
        <Icon name="brand" />
      </a>
      <div class="grow">
        <h1 class="cut">{sitting.value && <Local text={sitting.value.webinar} />}</h1>
        <About />
      </div>
      {sitting.value?.is_rehearsal && <span class="badge warn">{t("Rehearsal")}</span>}
      <Live />
      <LineBadge />
      <span class="badge later">
        <Icon name="people" /> <span aria-hidden="true" class="num">
          {number(people.value)}
        </span>
        <span class="sr">{plural(people.value, "{count} person present", "{count} people present")}</span>
      </span>
      <EndButton />
    </header>
  );
}

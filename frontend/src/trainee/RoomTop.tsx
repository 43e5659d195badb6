import { number, plural, t } from "../i18n";
import { config } from "../room/config";
import { savings } from "../room/preferences";
import { asAttendee } from "../room/place";
import { quality } from "../room/quality";
import { people, sitting, stage } from "../room/store";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { Signal } from "../ui/Signal";

/** “Sitting 2 of 3”; nothing for a webinar of one sitting. */
export function sittingOf(position: number, of: number): string {
  return of > 1 ? t("sitting {position} of {of}", { position, of }) : "";
}

export function LineBadge() {
  const { bars, word, bad } = quality();
  return (
    <span class={`badge${bad ? " bad" : ""}`} role="status">
      <Signal bars={bars} /> <span class="later">{word}</span>
    </span>
  );
}

export function RoomTop() {
  const view = sitting.value;
  const live = stage.value?.state === "live";
  const count = people.value;
  return (
    <header class="room-top">
      <a class="brand" href={config.home_url} aria-label={t("Lectern, home")}>
        <Icon name="brand" />
      </a>
      <div class="grow">
        <h1 class="cut" tabIndex={-1}>
          {view && <Local text={view.webinar} />}
        </h1>
        {view && (
          <p class="hush cut">
            {view.region && <Local text={view.region} />}
            {view.region && view.of > 1 && " · "}
            {sittingOf(view.position, view.of)}
          </p>
        )}
      </div>
      {view?.is_rehearsal && <span class="badge warn">{t("Rehearsal")}</span>}
      {live && (
        <span class="badge live">
          <span class="later">{t("Live")}</span>
        </span>
      )}
      <LineBadge />
      {savings.value && (
        <span class="badge ok">
          <Icon name="leaf" /> <span class="later">{t("Savings mode")}</span>
        </span>
      )}
      <span class="badge later">
        <Icon name="people" /> <span aria-hidden="true">{number(count)}</span>
        <span class="sr">{plural(count, "{count} person present", "{count} people present")}</span>
      </span>
      {config.console && (
        <Button look="small" onClick={() => (asAttendee.value = false)}>
          {t("Back to the console")}
        </Button>
      )}
      <a class="btn quiet" href={config.webinar_url} aria-label={t("Leave the room")}>
        <Icon name="leave" turns />
        <span class="later">{t("Leave")}</span>
      </a>
    </header>
  );
}

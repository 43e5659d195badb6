import { cityOf, day, ownZone, plural, sameClock, t, time } from "../i18n";
import { useServerTime } from "../room/clock";
import { entered } from "../room/place";
import { people, sitting } from "../room/store";
import { sittingOf } from "../trainee/RoomTop";
import { Button } from "../ui/Button";
import { Countdown } from "../ui/Countdown";
import { Local } from "../ui/Local";

/** What it is, when it begins, and the one button. */
export function Start() {
  const now = useServerTime();
  const view = sitting.value;
  if (!view) return null;
  const count = Math.max(people.value, 1);
  const late = now >= view.starts_at;
  return (
    <section class="card first stack pad-5" aria-labelledby="title">
      <div>
        <p class="soft row tight">
          <span>{[t("Webinar"), sittingOf(view.position, view.of)].filter(Boolean).join(" · ")}</span>
          {view.region && (
            <span>
              · <Local text={view.region} />
            </span>
          )}
          {view.is_rehearsal && <span class="badge warn">{t("Rehearsal")}</span>}
        </p>
        <h1 id="title" tabIndex={-1}>
          <Local text={view.webinar} marked />
        </h1>
        <p class="soft">
          <When />
        </p>
      </div>
      {late ? (
        <p class="size-lg">
          <b>{t("The trainers are about to begin.")}</b>
        </p>
      ) : (
        <div>
          <p class="hush">{t("Begins in")}</p>
          <Countdown until={view.starts_at} />
        </div>
      )}
      <div class="row">
        <Button look="primary big" onClick={() => (entered.value = true)}>
          {t("Enter the room")}
        </Button>
        <p class="hush grow ample">
          {plural(count, "{count} person is here.", "{count} people are here.")}{" "}
          {t("You may also wait on this page: it opens by itself when the sitting begins.")}
        </p>
      </div>
      {view.description.text && (
        <p class="soft">
          <Local text={view.description} />
        </p>
      )}
    </section>
  );
}

/** Day and hours in the viewer's zone; in the sitting's own too, where the clocks differ. */
export function When() {
  const view = sitting.value;
  if (!view) return null;
  const own = cityOf(ownZone());
  const { starts_at: from, ends_at: until, time_zone: zone } = view;
  return (
    <>
      {t("{day}, {from}–{until}, your time ({city})", { day: day(from), from: time(from), until: time(until), city: own })}
      {!sameClock(from, zone) && (
        <>
          {" · "}
          {day(from) !== day(from, zone) && `${day(from, zone)} · `}
          {t("{from}–{until} in {city}", { from: time(from, zone), until: time(until, zone), city: cityOf(zone) })}
        </>
      )}
    </>
  );
}

import { t, time } from "../i18n";
import { config } from "../room/config";
import { useServerTime } from "../room/clock";
import { asAttendee } from "../room/place";
import { you } from "../room/store";
import { Companions } from "../trainee/Companions";
import { LineBadge } from "../trainee/RoomTop";
import { LineBanner } from "../trainee/Trainee";
import { Button } from "../ui/Button";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { Agenda } from "./Agenda";
import { ConnectionTest } from "./ConnectionTest";
import { Ended } from "./Ended";
import { Languages } from "./Languages";
import { Start } from "./Start";
import { Survey } from "./Survey";
import { Teachers } from "./Teachers";

/** Before the sitting, and after it: one page, one next step. */
export function Lobby({ ended }: { ended: boolean }) {
  return (
    <div class="frame">
      <Top />
      <main class="page">
        <LineBanner />
        {ended ? (
          <Ended />
        ) : (
          <div class="cols main">
            <div class="stack">
              <Start />
              <Survey />
              <Languages />
              <ConnectionTest />
            </div>
            <div class="stack">
              <Agenda />
              <Teachers />
              <section class="card stack" aria-labelledby="companions">
                <h2 id="companions">{t("More people at this screen?")}</h2>
                <Companions />
              </section>
            </div>
          </div>
        )}
      </main>
      <div />
    </div>
  );
}

function Top() {
  const now = useServerTime(5000);
  const person = you.value?.person;
  return (
    <header class="top">
      <div>
        <a class="brand" href={config.home_url}>
          <Icon name="brand" /> Lectern
        </a>
        <span class="push row still">
          {config.console && (
            <Button look="small" onClick={() => (asAttendee.value = false)}>
              {t("Back to the console")}
            </Button>
          )}
          <LineBadge />
          <span class="hush">{t("Your time: {time}", { time: time(now) })}</span>
          {person && <Face person={person} />}
        </span>
      </div>
    </header>
  );
}

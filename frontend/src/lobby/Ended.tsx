import { t } from "../i18n";
import { config } from "../room/config";
import { sitting } from "../room/store";
import { Local } from "../ui/Local";
import { When } from "./Start";

/** After the sitting: thanks, and where to go. */
export function Ended() {
  const view = sitting.value;
  return (
    <section class="card first stack pad-5" aria-labelledby="title">
      <div>
        <p class="soft">{view && <Local text={view.webinar} />}</p>
        <h1 id="title" tabIndex={-1}>
          {t("The sitting has ended")}
        </h1>
        <p class="soft">
          <When />
        </p>
      </div>
      <p>{t("Thank you for taking part. Your attendance was recorded while you were connected; there is nothing more to do.")}</p>
      <div class="row">
        <a class="btn primary" href={config.webinar_url}>
          {t("Go to the webinar")}
        </a>
        {config.attendance_url && (
          <a class="btn" href={config.attendance_url}>
            {t("See the attendance")}
          </a>
        )}
      </div>
    </section>
  );
}

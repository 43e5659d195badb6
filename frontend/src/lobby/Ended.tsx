import { t } from "../i18n";
import { config } from "../room/config";
import { sitting } from "../room/store";
import { Local } from "../ui/Local";
import { When } from "./Start";
import { offered, Survey } from "./Survey";

/** After the sitting: thanks, what is to be filled in, and where to go. */
export function Ended() {
  const view = sitting.value;
  return (
    <>
      <section class={`card stack pad-5${offered.value ? "" : " first"}`} aria-labelledby="title">
        <div>
          <p class="soft">{view && <Local text={view.webinar} />}</p>
          <h1 id="title" tabIndex={-1}>
            {t("The sitting has ended")}
          </h1>
          <p class="soft">
            <When />
          </p>
        </div>
        <p>
          {offered.value
            ? t("Thank you for taking part. Your attendance was recorded while you were connected.")
            : t("Thank you for taking part. Your attendance was recorded while you were connected; there is nothing more to do.")}
        </p>
        <div class="row">
          <a class={offered.value ? "btn" : "btn primary"} href={config.webinar_url}>
            {t("Go to the webinar")}
          </a>
          {config.attendance_url && (
            <a class="btn" href={config.attendance_url}>
              {t("See the attendance")}
            </a>
          )}
        </div>
      </section>
      <Survey spread />
    </>
  );
}

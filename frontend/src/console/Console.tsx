import { t } from "../i18n";
import { asAttendee } from "../room/place";
import { sitting } from "../room/store";
import { Button } from "../ui/Button";
import { Local } from "../ui/Local";

/** The trainer's console. */
export function Console() {
  return (
    <main class="page">
      <h1>{sitting.value && <Local text={sitting.value.webinar} />}</h1>
      <Button onClick={() => (asAttendee.value = true)}>{t("See as an attendee")}</Button>
    </main>
  );
}

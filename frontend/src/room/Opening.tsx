import { t } from "../i18n";
import { line, waitSeconds } from "./connection";

/** Before the first welcome. */
export function Opening() {
  const waiting = line.value === "waiting";
  return (
    <main class="page middling">
      <div class="card stack">
        <h1>{t("The room is opening")}</h1>
        <p role="status">
          {line.value === "lost"
            ? t("There is no connection to the room. It is tried again by itself.")
            : waiting && waitSeconds.value > 1
              ? t("Many people are entering. Your turn comes in about {seconds} s.", { seconds: Math.ceil(waitSeconds.value) })
              : t("Connecting…")}
        </p>
      </div>
    </main>
  );
}

import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Button } from "../ui/Button";
import { config } from "./config";
import { goneBecause, reopen } from "./connection";

/** The line is closed for good: why, and the one thing to do. */
export function Gone() {
  switch (goneBecause.value) {
    case "sign_in":
      return (
        <Ended title={t("You are signed out")} text={t("Sign in again to come back to the room. Answers that were not sent are kept.")}>
          <a class="btn primary" href={config.sign_in_url}>
            {t("Sign in")}
          </a>
        </Ended>
      );
    case "replaced":
      return (
        <Ended title={t("The room is open on another screen")} text={t("This one was closed, so that only one counts.")}>
          <Button look="primary" onClick={reopen}>
            {t("Use this screen")}
          </Button>
        </Ended>
      );
    case "protocol":
      return (
        <Ended title={t("This page is out of date")} text={t("Reload it to go on. Nothing that was saved is lost.")}>
          <Button look="primary" onClick={() => location.reload()}>
            {t("Reload the page")}
          </Button>
        </Ended>
      );
    default:
      return (
        <Ended title={t("You are no longer in this room")} text={t("Your place in this webinar was taken back, or the room does not exist any more.")}>
          <a class="btn primary" href={config.home_url}>
            {t("Go to your webinars")}
          </a>
        </Ended>
      );
  }
}

function Ended({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  return (
    <main class="page middling">
      <div class="card first stack">
        <h1 tabIndex={-1}>{title}</h1>
        <p>{text}</p>
        <div class="row">{children}</div>
      </div>
    </main>
  );
}

/** Ending the sitting is far away, outlined, and asks; the safe answer has the focus. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { plural, t } from "../i18n";
import { people, rights, stage } from "../room/store";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { press } from "./CommandButton";
import { notHeld } from "./RunOfShow";

const asks = signal(false);

export function EndButton() {
  if (!rights.value.has("host") || stage.value?.state !== "live") return null;
  return (
    <button type="button" class="btn danger small" onClick={() => (asks.value = true)}>
      <Icon name="stop" />
      <span class="later">{t("End sitting")}</span>
    </button>
  );
}

export function EndDialog() {
  const [busy, setBusy] = useState(false);
  if (!asks.value || stage.value?.state !== "live") return null;
  const open = notHeld();
  const end = async () => {
    setBusy(true);
    const done = await press({ type: "end_sitting" });
    setBusy(false);
    if (done) asks.value = false;
  };
  return (
    <Dialog
      title={plural(people.value, "End the sitting for {count} person?", "End the sitting for {count} people?")}
      safe={t("Keep going")}
      confirm={t("End sitting")}
      danger
      busy={busy}
      onConfirm={() => void end()}
      onClose={() => (asks.value = false)}
    >
      {open.length > 0 && (
        <div class="stack tight">
          <p>{t("Not held yet:")}</p>
          <ul>
            {open.map((item) => (
              <li key={item.id}>
                <Local text={item.title} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <p class="soft">{t("Attendance is counted up to now. Open polls are closed. It cannot be started again.")}</p>
    </Dialog>
  );
}

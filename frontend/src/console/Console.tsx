/** The trainer's console: run of show | stage, notes, the one action | the room. */

import { useCallback } from "preact/hooks";
import { t } from "../i18n";
import { line, lostSince } from "../room/connection";
import { allActivities, rights, stage } from "../room/store";
import { Banner } from "../ui/Banner";
import { Act, mainOrder } from "./Act";
import { Activities } from "./Activities";
import { press } from "./CommandButton";
import { EndDialog } from "./End";
import { KeysDialog, showKeys } from "./Keys";
import { useKeys, type KeyAction } from "./shortcuts";
import { PageGrid } from "./PageGrid";
import { Panel } from "./Panel";
import { Prepare } from "./Prepare";
import { Prompt } from "./Prompt";
import { RunOfShow } from "./RunOfShow";
import { Stage, StageBar } from "./Stage";
import { step } from "./state";
import { TimeBar } from "./TimeBar";
import { Top } from "./Top";

/** Turn by `by` pages from where everybody is, within the deck. */
async function turn(by: number): Promise<void> {
  const now = stage.peek();
  if (!now?.deck || now.state === "ended" || !rights.peek().has("present")) return;
  const page = now.page + by;
  if (page >= 1 && page <= now.deck.page_count) await press({ type: "turn_page", page });
}

async function act(action: KeyAction): Promise<void> {
  const now = step.peek();
  const main = mainOrder(now);
  switch (action) {
    case "next":
      return turn(1);
    case "previous":
      return turn(-1);
    case "help":
      return showKeys();
    case "main":
      if (main && (await press(main.order))) main.done?.();
      return;
    case "open":
    case "close":
    case "reveal":
      if (now.kind === action && main) await press(main.order);
      return;
  }
}

export function Console() {
  useKeys(useCallback((action: KeyAction) => void act(action), []));
  return (
    <>
      <a class="skip" href="#act">
        {t("Skip to the next action")}
      </a>
      <div class="room console">
        <Top />
        <TimeBar />
        <main class="room-main">
          <section class="side" aria-labelledby="ros">
            <RunOfShow />
            <Activities />
          </section>
          <section class="theatre" aria-label={t("Stage")}>
            <Stage />
            <StageBar />
            <Prompt />
            <Lost />
            <Act />
          </section>
          <Panel />
        </main>
      </div>
      <EndDialog />
      <Prepare />
      <PageGrid />
      <KeysDialog />
    </>
  );
}

/** While the line is away: what still holds. */
function Lost() {
  if (line.value === "live" || lostSince.value === null) return null;
  const open = allActivities.value.some((activity) => activity.state === "open");
  return (
    <Banner look="warn" icon="redo" turns spin>
      <b>{t("Connection lost, restoring it.")}</b>{" "}
      {open
        ? t("The room goes on: people can still answer. What you see may be old.")
        : t("The room stays where it is. What you see may be old.")}
    </Banner>
  );
}

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { line, lostSince } from "../room/connection";
import { pendingAnswers } from "../room/commands";
import { myHand } from "../room/store";
import { Banner } from "../ui/Banner";
import { ActivityCard } from "./ActivityCard";
import { currentActivity, takesTheStage } from "./activities";
import { BoardCard } from "./Board";
import { Dock } from "./Dock";
import { Exchange } from "./Exchange";
import { Plan } from "./Plan";
import { RoomTop } from "./RoomTop";
import { Stage } from "./Stage";

/** The room as a trainee sees it: stage, panel and dock stay put; what changes is inside them. */
export function Trainee() {
  const activity = currentActivity.value;
  return (
    <>
      <a class="skip" href={activity ? "#activity" : "#exchange"}>
        {activity ? t("Go to the open question") : t("Go to questions and chat")}
      </a>
      <div class={`room${takesTheStage(activity) ? " timed" : ""}${activity?.state === "open" ? " asking" : ""}`}>
        <RoomTop />
        <Plan />
        <main class="room-main">
          <Stage />
          <aside class={`panel${activity ? "" : " alone"}`} aria-labelledby="take-part">
            <h2 class="sr" id="take-part">
              {t("Take part")}
            </h2>
            <LineBanner />
            <FloorBanner />
            {activity && (
              <div class="stack" id="activity" tabIndex={-1}>
                <ActivityCard key={activity.id} activity={activity} />
                <BoardCard activity={activity} />
              </div>
            )}
            <Exchange />
          </aside>
        </main>
        <Dock />
      </div>
    </>
  );
}

/** After two seconds without a line, said in words; the forms stay usable. */
export function LineBanner() {
  const since = lostSince.value;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (since === null) return undefined;
    const timer = window.setTimeout(() => setLate(true), Math.max(0, since + 2000 - Date.now()));
    return () => window.clearTimeout(timer);
  }, [since]);
  if (!late || line.value === "live" || line.value === "gone") return null;
  return (
    <Banner look="warn" icon="redo" spin>
      <b>{t("The connection is lost. It is being restored.")}</b>{" "}
      {pendingAnswers.value
        ? t("Your answer is kept and will go when you are back.")
        : t("You can go on reading; what you send will go when you are back.")}
    </Banner>
  );
}

function FloorBanner() {
  if (myHand.value?.state !== "speaking") return null;
  return (
    <Banner icon="mic">
      <b>{t("You have the floor.")}</b> {t("The trainer is listening to you.")}
    </Banner>
  );
}

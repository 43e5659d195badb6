/** All activities of the room: those of the current item first, any other within reach, and one made on the spot. */

import { signal } from "@preact/signals";
import { number, plural, t } from "../i18n";
import type { ActivityView } from "../protocol";
import { agenda, allActivities, rights, stage } from "../room/store";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { activityKind, activityState, ofQuiz, questionKind } from "./names";
import { openPrepare } from "./Prepare";
import { focus, pick } from "./state";
import { inOrder } from "./step";

const shown = signal(false);

/** Open the list and bring it before the trainer. */
export function openPicker(): void {
  shown.value = true;
  requestAnimationFrame(() => {
    const list = document.getElementById("activities");
    list?.scrollIntoView({ block: "nearest" });
    list?.querySelector<HTMLElement>("button")?.focus();
  });
}

export function canPick(): boolean {
  return allActivities.value.filter((activity) => activity.state === "prepared").length > 1;
}

export function Activities() {
  if (!rights.value.has("present")) return null;
  const all = inOrder(allActivities.value);
  const current = stage.value?.current_item ?? null;
  const here = all.filter((activity) => activity.agenda_item === null || activity.agenda_item === current);
  const elsewhere = agenda.value
    .filter((item) => item.id !== current)
    .map((item) => ({ item, list: all.filter((activity) => activity.agenda_item === item.id) }))
    .filter(({ list }) => list.length > 0);
  const prepared = all.filter((activity) => activity.state === "prepared").length;
  return (
    <details
      id="activities"
      class="drawer"
      open={shown.value}
      onToggle={(event) => (shown.value = event.currentTarget.open)}
    >
      <summary>
        <h2 class="label">{t("Polls and questions")}</h2>
        <span class="count push">
          <span aria-hidden="true">{number(prepared)}</span>
          <span class="sr">{plural(prepared, "{count} activity prepared", "{count} activities prepared")}</span>
        </span>
        <Icon name="down" />
      </summary>
      <div class="stack">
        {here.length > 0 && <List activities={here} />}
        {elsewhere.map(({ item, list }) => (
          <section key={item.id} class="stack tight">
            <h3 class="hush">
              <Local text={item.title} />
            </h3>
            <List activities={list} />
          </section>
        ))}
        {all.length === 0 && <p class="hush">{t("Nothing is prepared. Make a poll whenever you need one.")}</p>}
        <button type="button" class="btn small" disabled={stage.value?.state === "ended"} onClick={openPrepare}>
          <Icon name="plus" /> {t("Prepare a poll")}
        </button>
      </div>
    </details>
  );
}

function List({ activities }: { activities: ActivityView[] }) {
  return (
    <ul class="stack tight" role="list">
      {activities.map((activity) => (
        <li key={activity.id}>
          <button
            type="button"
            class="pickrow"
            aria-pressed={focus.value?.id === activity.id}
            onClick={() => pick(activity.id)}
          >
            <Local text={activity.question.text} />
            <span class="hush">
              {activity.kind === "quiz" ? ofQuiz(activity) : activityKind(activity.kind)}
              {activity.kind === "poll" && ` · ${questionKind(activity.question.kind)}`}
              {activity.state !== "prepared" && ` · ${activityState(activity.state)}`}
              {activity.anonymous && ` · ${t("Anonymous")}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

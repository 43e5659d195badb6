/** Run of show: what was, is and comes, with times as they really are, and a way to start any of it. */

import { signal } from "@preact/signals";
import { number, plural, t, time } from "../i18n";
import type { AgendaItemView } from "../protocol";
import { agenda, allActivities, rights, stage } from "../room/store";
import { Button } from "../ui/Button";
import { Local } from "../ui/Local";
import { CommandButton } from "./CommandButton";
import type { ItemTime, Schedule } from "./schedule";
import { useSchedule } from "./TimeBar";

const onlyLeft = signal(false);

export function RunOfShow() {
  const schedule = useSchedule();
  const shown = schedule?.items.filter(({ state }) => !onlyLeft.value || state !== "ended") ?? [];
  return (
    <>
      <header class="row showhead">
        <h2 id="ros" class="label">
          {t("Run of show")}
        </h2>
        <span class="push later-only">
          <Button
            look="small quiet square"
            icon="filter"
            label={t("Only what is left")}
            pressed={onlyLeft.value}
            onClick={() => (onlyLeft.value = !onlyLeft.value)}
          />
        </span>
      </header>
      {shown.length === 0 ? (
        <p class="empty">{t("The agenda of this sitting is empty.")}</p>
      ) : (
        <ol class="show" role="list">
          {shown.map((line) => (
            <Line key={line.item.id} line={line} schedule={schedule!} />
          ))}
        </ol>
      )}
    </>
  );
}

function Line({ line, schedule }: { line: ItemTime; schedule: Schedule }) {
  const { item, state, over, left } = line;
  const name = { now: "now", next: "soon", ended: undefined, later: undefined, passed: undefined }[state];
  const minutes = Math.max(1, Math.round(line.minutes));
  const waiting = state === "next" || state === "later" || state === "passed";
  const remedy = schedule.remedy?.item === item.id ? schedule.remedy.to : null;
  const unopened = allActivities.value.filter((view) => view.agenda_item === item.id && view.state === "prepared").length;
  return (
    <li class={name} aria-current={state === "now" ? "step" : undefined}>
      <time>{state === "passed" ? "–" : time(line.starts_at)}</time>
      {state === "now" ? (
        <b>
          <Local text={item.title} />
        </b>
      ) : (
        <span class={state === "ended" || state === "passed" ? "done" : undefined}>
          {state === "next" && (
            <>
              <span class="badge accent">{t("Next")}</span>{" "}
            </>
          )}
          <Local text={item.title} />
        </span>
      )}
      <span class="length num">
        {state === "now"
          ? over > 0
            ? t("{minutes} over", { minutes: number(Math.ceil(over)) })
            : t("{minutes} left", { minutes: number(Math.ceil(left)) })
          : t("{minutes} min", { minutes: number(minutes) })}
      </span>
      {state === "now" && (
        <div class={over > 0 ? "track warn" : "track"} style={{ "--v": String(Math.round(line.progress)) }}>
          <i />
        </div>
      )}
      {state === "ended" && over >= 1 && (
        <span class="hush">{t("{minutes} over", { minutes: number(Math.round(over)) })}</span>
      )}
      {state === "passed" && <span class="hush">{t("Not held")}</span>}
      {waiting && unopened > 0 && (
        <span class="hush">{plural(unopened, "{count} activity prepared", "{count} activities prepared")}</span>
      )}
      {remedy !== null && (
        <span class="hush">{t("Could be cut to {minutes} min to end on time", { minutes: number(remedy) })}</span>
      )}
      {waiting && stage.value?.state === "live" && rights.value.has("present") && (
        <CommandButton class="btn small quiet begin" order={{ type: "start_item", item: item.id }}>
          {t("Start now")}
          <span class="sr">
            : <Local text={item.title} />
          </span>
        </CommandButton>
      )}
    </li>
  );
}

/** What has not been held, breaks apart. */
export function notHeld(): AgendaItemView[] {
  return agenda.value.filter((item) => item.started_at === null && item.kind !== "break");
}

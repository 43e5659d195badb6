/** The one action: same size and place always. The line beside it says what will happen and who will see it. */

import type { ComponentChildren } from "preact";
import { number, plural, t } from "../i18n";
import type { ActivityView } from "../protocol";
import { useServerTime } from "../room/clock";
import type { Order } from "../room/commands";
import { config } from "../room/config";
import { people, stage, tallies } from "../room/store";
import { Icon } from "../ui/Icon";
import { Local } from "../ui/Local";
import { clockFace } from "../ui/Timer";
import { CommandButton } from "./CommandButton";
import { canPick, openPicker } from "./Activities";
import { ofQuiz } from "./names";
import { leave, step } from "./state";
import type { Onward, Step } from "./step";

/** The order that the main action sends now, and what to do when it is done; null when there is none. */
export function mainOrder(now: Step): { order: Order; done?: () => void } | null {
  switch (now.kind) {
    case "start":
      return { order: { type: "start_sitting" } };
    case "open":
      return { order: { type: "open_activity", activity: now.activity.id } };
    case "close":
      return { order: { type: "close_activity", activity: now.activity.id } };
    case "reveal":
      return { order: { type: "reveal_activity", activity: now.activity.id } };
    case "after": {
      const order = onwardOrder(now.then);
      return order ? { order, done: () => leave(now.activity.id) } : null;
    }
    case "onward": {
      const order = onwardOrder(now.then);
      return order ? { order } : null;
    }
    default:
      return null;
  }
}

function onwardOrder(then: Onward): Order | null {
  switch (then.to) {
    case "question":
      return { type: "open_activity", activity: then.activity.id };
    case "page":
      return { type: "turn_page", page: then.page };
    case "item":
      return { type: "start_item", item: then.item.id };
    case "end":
      return null;
  }
}

export function Act() {
  const now = step.value;
  return (
    <section class="act" id="act" tabIndex={-1} aria-label={t("Next action")}>
      <Says step={now} />
      <Steps step={now} />
      <Main step={now} />
    </section>
  );
}

function Line({ title, children }: { title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="grow">
      <p>
        <b>{title}</b>
      </p>
      {children && <p class="hush">{children}</p>}
    </div>
  );
}

function Says({ step: now }: { step: Step }) {
  switch (now.kind) {
    case "watch":
      return <Line title={t("You follow the sitting")}>{t("A presenter turns the pages and opens the polls.")}</Line>;
    case "ended":
      return <Line title={t("The sitting has ended")}>{t("The room can still be read.")}</Line>;
    case "await_start":
      return <Line title={t("The sitting has not started")}>{t("A host or co-host starts it.")}</Line>;
    case "start":
      return (
        <Line title={t("The sitting has not started")}>
          {plural(people.value, "{count} person is here.", "{count} people are here.")}{" "}
          {t("Attendance is counted from the start.")}
        </Line>
      );
    case "open":
      return (
        <Line title={titleOf(now.activity, "next")}>
          <Local text={now.activity.question.text} /> {promise(now.activity)}
        </Line>
      );
    case "close":
      return <Progress activity={now.activity} />;
    case "reveal":
      return <Line title={titleOf(now.activity, "closed")}>{t("Only the team sees the results.")}</Line>;
    case "after":
      return (
        <Line title={t("Everyone sees the results")}>
          {now.then.to === "end" ? t("This was the last of it. End the sitting at the top.") : whither(now.then)}
        </Line>
      );
    case "onward":
      return now.then.to === "end" ? (
        <Line title={t("Everything on the agenda has been started")}>
          {t("End the sitting at the top when you are done.")}
        </Line>
      ) : (
        <Line title={whither(now.then)}>{t("Everyone moves with you, each in their language.")}</Line>
      );
  }
}

function whither(then: Onward): ComponentChildren {
  switch (then.to) {
    case "question":
      return ofQuiz(then.activity);
    case "page":
      return t("Slide {page} of {pages} is next", { page: then.page, pages: stage.value?.deck?.page_count ?? 0 });
    case "item":
      return (
        <>
          {t("Next on the agenda:")} <Local text={then.item.title} />
        </>
      );
    case "end":
      return null;
  }
}

function titleOf(activity: ActivityView, state: "next" | "open" | "closed"): string {
  const values = { number: number(activity.position), of: number(activity.of) };
  switch (`${activity.kind} ${state}` as const) {
    case "poll next":
      return t("A poll is next");
    case "poll open":
      return t("The poll is open");
    case "poll closed":
      return t("The poll is closed");
    case "quiz next":
      return t("Question {number} of {of} is next", values);
    case "quiz open":
      return t("Question {number} of {of} is open", values);
    case "quiz closed":
      return t("Question {number} of {of} is closed", values);
    case "discussion next":
      return t("A discussion point is next");
    case "discussion open":
      return t("The discussion point is open");
    case "discussion closed":
      return t("The discussion point is closed");
  }
}

/** What people will see of it, before it is opened. */
function promise(activity: ActivityView): string {
  const sentences = [
    activity.live_results ? t("Everyone sees the results as they come.") : t("Results are hidden until you reveal them."),
  ];
  if (activity.anonymous) sentences.push(t("Answers are anonymous."));
  if (activity.seconds !== null) sentences.push(plural(activity.seconds, "{count} second to answer.", "{count} seconds to answer."));
  return sentences.join(" ");
}

function Progress({ activity }: { activity: ActivityView }) {
  const now = useServerTime(1000);
  const tally = tallies.value[activity.id];
  const answered = tally?.answered ?? activity.results?.answered ?? 0;
  const present = tally?.present ?? people.value;
  const missing = Math.max(0, present - answered);
  const timed = activity.closes_at !== null;
  const shown = timed ? (activity.closes_at ?? now) - now : Math.floor(now - (activity.opened_at ?? now));
  const words = !timed ? clockFace(shown) : shown > 0 ? t("{time} left", { time: clockFace(shown) }) : t("time is over");
  return (
    <Line
      title={
        <>
          {titleOf(activity, "open")}{" "}
          <span class="num soft" role="timer">
            {words}
          </span>
        </>
      }
    >
      {t("{answered} of {present} have answered.", { answered, present })}{" "}
      {missing === 0 ? t("Nobody is missing.") : plural(missing, "{count} has not yet.", "{count} have not yet.")}
    </Line>
  );
}

/** Steps back and aside: quiet, and next to the action. */
function Steps({ step: now }: { step: Step }) {
  switch (now.kind) {
    case "open":
      return canPick() ? (
        <button type="button" class="btn quiet" onClick={openPicker}>
          {t("Choose another")}
        </button>
      ) : null;
    case "reveal":
      return (
        <>
          <button type="button" class="btn quiet" onClick={() => leave(now.activity.id)}>
            {t("Keep hidden")}
          </button>
          <CommandButton class="btn quiet" order={{ type: "open_activity", activity: now.activity.id }}>
            {t("Open again")}
          </CommandButton>
        </>
      );
    case "after":
      return (
        <CommandButton class="btn quiet" order={{ type: "hide_activity", activity: now.activity.id }}>
          {t("Hide")}
        </CommandButton>
      );
    default:
      return null;
  }
}

function Main({ step: now }: { step: Step }) {
  const main = mainOrder(now);
  if (now.kind === "ended" && config.attendance_url) {
    return (
      <a class="btn primary big" href={config.attendance_url}>
        <Icon name="people" /> {t("See attendance")}
      </a>
    );
  }
  if (!main) return null;
  return (
    <CommandButton class="btn primary big" order={main.order} onDone={main.done} aria-keyshortcuts="Enter">
      <Label step={now} />
    </CommandButton>
  );
}

function Label({ step: now }: { step: Step }) {
  switch (now.kind) {
    case "start":
      return (
        <>
          <Icon name="play" /> {t("Start sitting")}
        </>
      );
    case "open":
      return (
        <>
          <Icon name="poll" /> {openLabel(now.activity)}
        </>
      );
    case "close":
      return <>{closeLabel(now.activity)}</>;
    case "reveal":
      return (
        <>
          <Icon name="eye" /> {t("Reveal results")}
        </>
      );
    case "after":
    case "onward":
      return (
        <>
          {onwardLabel(now.then)} <Icon name="fore" turns />
        </>
      );
    default:
      return null;
  }
}

function openLabel(activity: ActivityView): string {
  switch (activity.kind) {
    case "poll":
      return t("Open poll");
    case "quiz":
      return t("Open question {number}", { number: activity.position });
    case "discussion":
      return t("Open discussion");
  }
}

function closeLabel(activity: ActivityView): string {
  switch (activity.kind) {
    case "poll":
      return t("Close poll");
    case "quiz":
      return t("Close question {number}", { number: activity.position });
    case "discussion":
      return t("Close discussion");
  }
}

function onwardLabel(then: Onward): string {
  switch (then.to) {
    case "question":
      return openLabel(then.activity);
    case "page":
      return t("Next: slide {page}", { page: then.page });
    case "item":
      return t("Start next item");
    case "end":
      return "";
  }
}

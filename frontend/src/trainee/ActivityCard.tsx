import { useEffect, useRef, useState } from "preact/hooks";
import { plural, t } from "../i18n";
import type { ActivityView } from "../protocol";
import { useServerTime } from "../room/clock";
import { answerStates } from "../room/commands";
import { answeredIds, tallies } from "../room/store";
import { Icon } from "../ui/Icon";
import { Results } from "../ui/results/Results";
import { Timer } from "../ui/Timer";
import { Track } from "../ui/Track";
import { ownAnswer, ownDeadline, ownSeconds } from "./activities";
import { AnswerForm, sendPicked } from "./AnswerForm";
import { Answered } from "./Answered";
import { Reveal, verdict } from "./Reveal";

interface Props {
  activity: ActivityView;
}

/** The activity that wants an answer now, or the last one with its results. Always first in the panel. */
export function ActivityCard({ activity }: Props) {
  const open = activity.state === "open";
  const heading = `activity-${activity.id}`;
  return (
    <section class={`card${open ? " first" : ""}`} aria-labelledby={heading}>
      <Announcement activity={activity} />
      <header>
        <StateBadge activity={activity} />
        <Progress activity={activity} />
      </header>
      {activity.state === "revealed" ? (
        <Reveal activity={activity} heading={heading} />
      ) : open ? (
        <Open activity={activity} heading={heading} />
      ) : (
        <Closed activity={activity} heading={heading} />
      )}
    </section>
  );
}

/** Said once, politely, when the activity opens, closes, or shows its results. */
function Announcement({ activity }: Props) {
  const words = {
    prepared: "",
    open: t("A question is open: {question}", { question: activity.question.text.text }),
    closed: t("The question is closed."),
    revealed: t("The results are shown."),
  };
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(words[activity.state]), [activity.state]);
  return (
    <p class="sr" role="status">
      {said}
    </p>
  );
}

function StateBadge({ activity }: Props) {
  const right = verdict(activity, ownAnswer(activity));
  if (activity.state === "revealed" && right !== null) {
    return right ? (
      <span class="badge ok">
        <Icon name="check" /> {t("Your answer is right")}
      </span>
    ) : (
      <span class="badge bad">
        <Icon name="cross" /> {t("Your answer is not right")}
      </span>
    );
  }
  const open = activity.state === "open";
  return (
    <span class={`badge${open ? " accent" : ""}`}>
      <Icon name={activity.seconds ? "clock" : activity.kind === "discussion" ? "chat" : "poll"} /> {stateInWords(activity)}
    </span>
  );
}

function stateInWords({ kind, state, seconds }: ActivityView): string {
  if (state === "revealed") return kind === "quiz" ? t("Answer") : t("Results");
  if (state === "closed") return kind === "discussion" ? t("Discussion closed") : kind === "quiz" ? t("Question closed") : t("Poll closed");
  if (kind === "discussion") return t("Discussion point");
  return seconds ? t("Timed question") : t("Poll open");
}

/** Which question of how many, and how many people have answered. */
function Progress({ activity }: Props) {
  const tally = tallies.value[activity.id];
  const answered = Math.max(activity.answered, tally?.answered ?? 0);
  const parts = [
    activity.kind === "quiz" && activity.of > 0 ? t("Question {position} of {of}", { position: activity.position, of: activity.of }) : "",
    activity.state === "open" && tally
      ? plural(answered, "{count} answer of {present}", "{count} answers of {present}", { present: tally.present })
      : plural(answered, "{count} answer", "{count} answers"),
  ].filter(Boolean);
  return <span class="hush push">{parts.join(" · ")}</span>;
}

interface Headed extends Props {
  heading: string;
}

function Open({ activity, heading }: Headed) {
  const deadline = ownDeadline(activity);
  const over = useServerTime(500) >= (deadline ?? Infinity);
  const state = answerStates.value[activity.id]?.state;
  const saved = state === "saved" || (state === undefined && answeredIds.value.includes(activity.id));
  const [editing, setEditing] = useState(false);
  useEffect(() => {
    if (state === "saved") setEditing(false);
  }, [state]);
  useEffect(() => {
    if (over) sendPicked(activity);
  }, [over]);
  const view = over ? "closed" : saved && !editing ? "answered" : "form";
  const frame = useRef<HTMLDivElement>(null);
  const acted = useRef(false);
  useEffect(() => {
    // The control that the person pressed went away with its form: the focus goes to what took its place, never elsewhere.
    const lost = acted.current && document.activeElement === document.body;
    acted.current = false;
    const place = ["input:checked", "input, textarea, button"].map((css) => frame.current?.querySelector<HTMLElement>(css)).find(Boolean);
    if (lost) place?.focus();
  }, [view]);
  const act = () => (acted.current = true);
  return (
    <div class="stack" ref={frame} onClick={act} onSubmit={act}>
      {deadline !== null && <Timer until={deadline} seconds={ownSeconds(activity)} />}
      {view === "closed" ? (
        <Closed activity={activity} heading={heading} late />
      ) : view === "answered" ? (
        <>
          <Answered activity={activity} heading={heading} onChange={() => setEditing(true)} />
          <SoFar activity={activity} />
        </>
      ) : (
        <AnswerForm activity={activity} heading={heading} />
      )}
    </div>
  );
}

/** Live bars for those who may see them; else how many have answered. */
function SoFar({ activity }: Props) {
  const tally = tallies.value[activity.id];
  const results = tally?.results ?? activity.results;
  if (results) return <Results question={activity.question} results={results} own={ownAnswer(activity)} />;
  return (
    <>
      {tally && tally.present > 0 && <Track share={tally.answered / tally.present} />}
      <p class="help">{t("The results appear here when the trainer shows them.")}</p>
    </>
  );
}

function Closed({ activity, heading, late }: Headed & { late?: boolean }) {
  const answered = answeredIds.value.includes(activity.id) || answerStates.value[activity.id]?.state === "saved";
  return (
    <div class="stack">
      <Answered activity={activity} heading={heading} />
      <p class="soft">
        {late ? t("The time is over.") : t("No more answers are taken.")}{" "}
        {answered ? t("Your answer counts.") : t("You have not answered.")}
      </p>
      <p class="help">{t("The results appear here when the trainer shows them.")}</p>
    </div>
  );
}

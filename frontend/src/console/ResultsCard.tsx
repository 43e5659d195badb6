/** What the room thinks: the activity's question with its figures, or its choices before it is opened. */

import { plural, t } from "../i18n";
import type { ActivityView } from "../protocol";
import { people, tallies } from "../room/store";
import { Local } from "../ui/Local";
import { Board } from "../ui/results/Board";
import { Results } from "../ui/results/Results";
import { activityState } from "./names";
import { focus } from "./state";

export function ResultsCard() {
  const activity = focus.value;
  if (!activity) return null;
  return activity.state === "prepared" ? <Preview activity={activity} /> : <Figures activity={activity} />;
}

function Preview({ activity }: { activity: ActivityView }) {
  const { question } = activity;
  if (question.choices.length === 0) return null;
  return (
    <section class="card" aria-labelledby="results">
      <header>
        <h3 id="results">
          <Local text={question.text} />
        </h3>
        <span class="badge push">{activityState(activity.state)}</span>
      </header>
      <ol class="preview">
        {question.choices.map((choice) => (
          <li key={choice.id}>
            <Local text={choice.text} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Figures({ activity }: { activity: ActivityView }) {
  const tally = tallies.value[activity.id];
  // While it is open the tally is the newer one; what was recorded at the close is the last word.
  const open = activity.state === "open";
  const results = open ? (tally?.results ?? activity.results) : (activity.results ?? tally?.results);
  const answered = (open ? tally?.answered : null) ?? results?.answered ?? 0;
  const present = tally?.present ?? people.value;
  const missing = Math.max(0, present - answered);
  return (
    <section class="card first" aria-labelledby="results">
      <header>
        <h3 id="results">
          <Local text={activity.question.text} />
        </h3>
        <span class="hush push num">
          {open
            ? t("{answered} of {present}", { answered, present })
            : plural(answered, "{count} answer", "{count} answers")}
        </span>
      </header>
      <div class="stack">
        {results ? (
          <Results question={activity.question} results={results} />
        ) : (
          <p class="hush">{t("Nobody has answered.")}</p>
        )}
        {open && missing > 0 && answered > 0 && (
          <p class="hush">{plural(missing, "{count} person has not answered yet", "{count} people have not answered yet")}</p>
        )}
        {activity.state === "revealed" && activity.board.length > 0 && (
          <div class="stack">
            <h4>{t("Results by country")}</h4>
            <Board board={activity.board} />
          </div>
        )}
      </div>
    </section>
  );
}

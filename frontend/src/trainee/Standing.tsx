import { useEffect, useState } from "preact/hooks";
import { plural, t } from "../i18n";
import type { StandingView } from "../protocol";
import { send } from "../room/commands";
import { line } from "../room/connection";

/** A whole room must not ask in the same instant. */
const SPREAD_MS = 1500;

/** One's own standing, which nobody else is shown. */
export function Standing({ quiz }: { quiz: number }) {
  const [standing, setStanding] = useState<StandingView | null>(null);
  const live = line.value === "live";
  useEffect(() => {
    if (!live) return undefined;
    const timer = window.setTimeout(() => {
      void send({ type: "get_standing", quiz }).then((outcome) => {
        if (outcome.ok) setStanding(outcome.data as unknown as StandingView);
      });
    }, Math.random() * SPREAD_MS);
    return () => window.clearTimeout(timer);
  }, [quiz, live]);
  if (!standing?.questions) return null;
  return (
    <p role="status">
      <b>{t("You so far:")}</b>{" "}
      {plural(standing.questions, "{right} right of {count} question", "{right} right of {count} questions", { right: standing.right })}
      {" · "}
      {t("{mark} of {max} points", { mark: standing.mark, max: standing.max_mark })} <span class="hush">{t("Only you see this.")}</span>
    </p>
  );
}

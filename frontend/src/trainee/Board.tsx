import { t } from "../i18n";
import type { ActivityView } from "../protocol";
import { you } from "../room/store";
import { Board } from "../ui/results/Board";

/** Countries by their mean mark, once the answer is revealed. Persons are never ranked. */
export function BoardCard({ activity }: { activity: ActivityView }) {
  if (activity.state !== "revealed" || !activity.board.length) return null;
  const heading = `board-${activity.id}`;
  return (
    <section class="card" aria-labelledby={heading}>
      <header>
        <h3 id={heading}>{t("Results by country")}</h3>
      </header>
      <Board board={activity.board} own={you.value?.person.country} />
    </section>
  );
}

import type { ActivityView } from "../protocol";
import { Local } from "../ui/Local";

/** The question itself, with its fallback marked. */
export function QuestionHeading({ activity, id }: { activity: ActivityView; id: string }) {
  return (
    <h3 id={id}>
      <Local text={activity.question.text} marked />
    </h3>
  );
}

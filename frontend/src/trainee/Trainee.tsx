import { sitting } from "../room/store";
import { Local } from "../ui/Local";

/** The room as a trainee sees it. */
export function Trainee() {
  return <h1>{sitting.value && <Local text={sitting.value.webinar} />}</h1>;
}

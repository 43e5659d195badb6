import { sitting } from "../room/store";
import { Local } from "../ui/Local";

/** Before the sitting, and after it. */
export function Lobby(_: { ended: boolean }) {
  return <h1>{sitting.value && <Local text={sitting.value.webinar} />}</h1>;
}

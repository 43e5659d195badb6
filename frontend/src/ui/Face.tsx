import type { PersonView } from "../protocol";

interface Props {
  person: PersonView;
  /** Of the team. */
  lead?: boolean;
  small?: boolean;
}

/** Initials beside a name. */
export function Face({ person, lead, small }: Props) {
  return (
    <span class={`face${lead ? " lead" : ""}${small ? " s" : ""}`} aria-hidden="true">
      {person.initials}
    </span>
  );
}

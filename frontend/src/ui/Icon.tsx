import { config } from "../room/config";

interface Props {
  name: string;
  /** Mirrored where the text runs from right to left: arrows, send, leave; never check, clock, play. */
  turns?: boolean;
  spin?: boolean;
}

/** A drawing from the sprite. Decorative: the control around it has its own words. */
export function Icon({ name, turns, spin }: Props) {
  const css = `icon${turns ? " turns" : ""}${spin ? " spin" : ""}`;
  return (
    <svg class={css} aria-hidden="true">
      <use href={`${config.icons}#${name}`} />
    </svg>
  );
}

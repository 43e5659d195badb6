import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";

interface Props {
  look?: "warn" | "bad";
  icon?: string;
  spin?: boolean;
  turns?: boolean;
  children: ComponentChildren;
  /** A button at its end. */
  action?: ComponentChildren;
}

/** Sits on what it speaks of and stays while it is true. */
export function Banner({ look, icon, spin, turns, children, action }: Props) {
  return (
    <div class={`banner box${look ? ` ${look}` : ""}`} role="status">
      {icon && <Icon name={icon} spin={spin} turns={turns} />}
      <p>{children}</p>
      {action}
    </div>
  );
}

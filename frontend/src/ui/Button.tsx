import type { ComponentChildren, Ref } from "preact";
import { Icon } from "./Icon";

interface Props {
  children?: ComponentChildren;
  /** Words of `primary quiet danger sure big small square wide keep push`; one primary on a screen. */
  look?: string;
  icon?: string;
  turns?: boolean;
  /** The accessible name, when the button shows a sign only. */
  label?: string;
  /** Keeps its width and words, shows a turning sign, and cannot be pressed again. */
  busy?: boolean;
  pressed?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  describedBy?: string;
  /** A key that presses it: shown to screen readers by `aria-keyshortcuts`. */
  keys?: string;
  onClick?: (event: MouseEvent) => void;
  buttonRef?: Ref<HTMLButtonElement>;
}

export function Button(props: Props) {
  const { children, look = "", icon, turns, label, busy, pressed, disabled, type = "button", onClick } = props;
  return (
    <button
      ref={props.buttonRef}
      type={type}
      class={`btn ${look}`}
      aria-label={label}
      aria-busy={busy ? "true" : undefined}
      aria-pressed={pressed === undefined ? undefined : pressed ? "true" : "false"}
      aria-disabled={busy ? "true" : undefined}
      aria-describedby={props.describedBy}
      aria-keyshortcuts={props.keys}
      disabled={disabled}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} turns={turns} />}
      {children}
    </button>
  );
}

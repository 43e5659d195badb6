import type { ComponentChildren } from "preact";
import { letter } from "../i18n";

interface Props {
  type: "radio" | "checkbox";
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ComponentChildren;
  disabled?: boolean;
  /** Its place from 0: shows the letter in place of the dot. */
  lettered?: number;
}

/** A whole row to hit, with a real control inside. */
export function Choice({ type, name, checked, onChange, children, disabled, lettered }: Props) {
  const withLetter = lettered !== undefined;
  return (
    <label class={`choice${checked ? " on" : ""}${disabled ? " off" : ""}`}>
      <input
        class={withLetter ? "sr" : undefined}
        type={type}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {withLetter && (
        <span class="letter" aria-hidden="true">
          {letter(lettered)}
        </span>
      )}
      <span class="grow">{children}</span>
    </label>
  );
}

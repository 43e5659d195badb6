import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";

interface Props {
  /** Asks. */
  title: string;
  children?: ComponentChildren;
  /** Repeats the verb. */
  confirm: string;
  /** The words of the safe side, where “Cancel” could be misread. */
  safe?: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Only for what cannot be undone. Focus begins on the safe side; Escape is the safe side. */
export function Dialog({ title, children, confirm, safe: safeWords, danger, busy, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const back = document.activeElement;
    dialog.current?.showModal();
    safe.current?.focus();
    return () => {
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="stack">
        <h2 id="dialog-title">{title}</h2>
        {children}
      </div>
      <footer>
        <Button buttonRef={safe} onClick={onClose}>
          {safeWords ?? t("Cancel")}
        </Button>
        <Button look={danger ? "danger sure" : "primary"} busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </footer>
    </dialog>
  );
}

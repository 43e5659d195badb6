import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** As wide as the window allows. */
  wide?: boolean;
}

/** A window of its own for work that the person asked for: a form, a list of pages, the keys. Escape closes it. */
export function Modal({ title, onClose, children, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const back = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    <dialog
      class={wide ? "dialog wide" : "dialog"}
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="row">
        <h2 id={id}>{title}</h2>
        <span class="push" />
        <Button look="quiet square" icon="cross" label={t("Close")} onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { reason, send, type Order } from "../room/commands";
import { line } from "../room/connection";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";

interface Props {
  id: string;
  label: string;
  placeholder: string;
  button: string;
  /** The command for a text. */
  order: (text: string) => Order;
  onSent?: () => void;
  /** Says why nothing can be sent at the moment. */
  pause?: string | null;
  /** Enter sends, Shift+Enter breaks the line. */
  enterSends?: boolean;
  children?: ComponentChildren;
}

const LIMIT = 1000;
const drafts = new Map<string, string>();

/** One line that grows, and a button beside it. What was written stays until the server has it. */
export function Writing({ id, label, placeholder, button, order, onSent, pause, enterSends, children }: Props) {
  const [text, setText] = useState(drafts.get(id) ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.setProperty("block-size", "auto");
    if (text) box.style.setProperty("block-size", `${Math.min(160, box.scrollHeight + 2)}px`);
    else box.style.removeProperty("block-size");
  }, [text]);
  const write = (next: string) => {
    drafts.set(id, next);
    setText(next);
    setError(null);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted || busy || pause) return;
    setBusy(true);
    const outcome = await send(order(wanted));
    setBusy(false);
    if (outcome.ok) {
      write("");
      onSent?.();
    } else if (outcome.code !== "replaced") {
      setError(reason(outcome));
    }
  };
  return (
    <form class="stack gap-2 above-2" onSubmit={(event) => void submit(event)}>
      <div class="ask">
        <div class="grow">
          <label class="sr" for={id}>
            {label}
          </label>
          <textarea
            ref={area}
            class="area"
            id={id}
            rows={1}
            maxLength={LIMIT}
            dir={text ? "auto" : undefined}
            placeholder={placeholder}
            value={text}
            readOnly={busy}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={(event) => {
              const sends = enterSends ? !event.shiftKey : event.ctrlKey || event.metaKey;
              if (event.key === "Enter" && sends && !event.isComposing) void submit(event);
            }}
          />
        </div>
        <Button type="submit" look="square" icon={busy ? undefined : "send"} turns label={button} busy={busy} disabled={Boolean(pause)} />
      </div>
      {pause && <p class="help">{pause}</p>}
      {busy && line.value !== "live" && <p class="help">{t("It is kept and will go when you are back.")}</p>}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          <Icon name="warn" /> {error}
        </p>
      )}
      {children}
    </form>
  );
}

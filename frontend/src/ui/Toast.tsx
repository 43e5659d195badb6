import { signal } from "@preact/signals";
import { t } from "../i18n";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface Message {
  id: number;
  text: string;
  look: "ok" | "bad";
}

const SHOWN_MS = 6000;
const toasts = signal<Message[]>([]);
let next = 1;

function away(id: number): void {
  toasts.value = toasts.value.filter((message) => message.id !== id);
}

/** Say what the person just did, or why it was refused. Six seconds; a refusal stays longer. Never the only copy. */
export function say(text: string, look: "ok" | "bad" = "ok"): void {
  const id = next++;
  toasts.value = [...toasts.value.filter((message) => message.text !== text).slice(-2), { id, text, look }];
  window.setTimeout(() => away(id), look === "bad" ? 2 * SHOWN_MS : SHOWN_MS);
}

/** The place where toasts appear; once on a page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, look }) => (
        <div key={id} class={`toast ${look}`}>
          <Icon name={look === "ok" ? "check" : "warn"} />
          <p class="grow">{text}</p>
          <Button look="quiet small square" icon="cross" label={t("Close")} onClick={() => away(id)} />
        </div>
      ))}
    </div>
  );
}

import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { language, t } from "../i18n";
import { config } from "../room/config";
import { Icon } from "../ui/Icon";

/** Whether there is something to fill in on this screen. */
export const offered = signal(false);

/** Everybody's sitting ends at the same moment: they ask for the form within so many milliseconds. */
const SPREAD_MS = 2000;
const PART = { "X-Requested-With": "fetch" };

type Entry = [name: string, value: string];

/** What is typed and ticked in a form, and back into the same form in another language. */
function typedIn(place: HTMLElement | null): Entry[] {
  const form = place?.querySelector("form");
  const entries = form ? [...new FormData(form)] : [];
  return entries.filter((entry): entry is Entry => typeof entry[1] === "string" && entry[0].startsWith("q"));
}

function typeInto(place: HTMLElement, entries: Entry[]): void {
  for (const [name, value] of entries) {
    for (const control of place.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked ||= control.value === value;
      else control.value = value;
    }
  }
}

/** An evaluation or a test: the part of a page that the server draws, sent from here, and replaced by what comes back. */
export function Survey({ spread }: { spread?: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const typed = useRef<Entry[]>([]);
  const steps = useRef(0);
  const address = useRef(config.survey_url);
  const [html, setHtml] = useState("");
  const [failed, setFailed] = useState(false);
  const code = language.value;

  const ask = async (url: string, init?: RequestInit): Promise<void> => {
    try {
      const answer = await fetch(url, { ...init, headers: PART });
      // 409 and 422 keep what was typed and say why; a redirect is the page to sign in.
      if (answer.redirected || !(answer.ok || answer.status === 409 || answer.status === 422)) throw new Error(String(answer.status));
      const part = answer.status === 204 ? "" : await answer.text();
      offered.value = part !== "";
      setFailed(false);
      setHtml(part);
    } catch {
      setFailed(true);
    }
  };

  useEffect(() => {
    typed.current = typedIn(place.current);
    const wait = spread && steps.current === 0 ? Math.random() * SPREAD_MS : 0;
    const timer = setTimeout(() => void ask(address.current), wait);
    return () => clearTimeout(timer);
  }, [code]);

  useEffect(() => () => void (offered.value = false), []);

  useEffect(() => {
    if (!place.current) return;
    // The server drew it, as it draws pages; nothing in it runs, by the content policy.
    place.current.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (!html) return;
    typeInto(place.current, typed.current);
    typed.current = [];
    // What the person did leads to the heading of what came; what came by itself takes the focus from nothing.
    if (steps.current > 0) place.current.querySelector<HTMLElement>("[role=alert] a, #survey-title")?.focus();
  }, [html]);

  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const button = form.querySelector("button.primary");
    if (button?.getAttribute("aria-busy")) return;
    button?.setAttribute("aria-busy", "true");
    steps.current += 1;
    void ask(form.action, { method: "POST", body: new FormData(form) }).finally(() => button?.removeAttribute("aria-busy"));
  };

  const open = (event: MouseEvent): void => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-part]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    steps.current += 1;
    address.current = link.href;
    void ask(link.href);
  };

  return (
    <>
      <p class="sr" role="status">
        {html && steps.current === 0 && spread ? t("There is a form to fill in below.") : ""}
      </p>
      {failed && html && (
        <p class="banner box bad" role="alert">
          <Icon name="warn" /> {t("It was not sent. What you wrote is still here: try again when the connection is better.")}
        </p>
      )}
      <div ref={place} onSubmit={send} onClick={open} />
    </>
  );
}

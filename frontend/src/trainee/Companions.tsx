import { useState } from "preact/hooks";
import { country, t } from "../i18n";
import { attempt, reason, send } from "../room/commands";
import { companions, you } from "../room/store";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";

/** People around one screen: their attendance counts too, while this person is connected. */
export function Companions() {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (busy) return;
    if (!wanted) return setError(t("Write a name or an e-mail address first."));
    setBusy(true);
    const order = wanted.includes("@")
      ? ({ type: "add_companion", email: wanted } as const)
      : ({ type: "add_companion", name: wanted, country: you.value?.person.country ?? "" } as const);
    const outcome = await send(order);
    setBusy(false);
    if (outcome.ok) {
      setTyped("");
      say(t("{name} was added to this screen.", { name: wanted }));
    } else {
      setError(reason(outcome));
    }
  };
  return (
    <div class="stack">
      <p class="soft size-sm">{t("Write them down, and their attendance counts too.")}</p>
      {companions.value.length > 0 && (
        <ul class="list" role="list">
          {companions.value.map((one) => (
            <li key={one.id} class="center">
              <p class="grow">
                <bdi>{one.name}</bdi> <span class="hush">{country(one.country)}</span>
              </p>
              <Button
                look="small quiet square"
                icon="cross"
                label={t("Remove {name}", { name: one.name })}
                onClick={() => void attempt({ type: "remove_companion", companion: one.id })}
              />
            </li>
          ))}
        </ul>
      )}
      <form class="stack" onSubmit={(event) => void add(event)} noValidate>
        <div class="field">
          <label for="companion">{t("Name or e-mail address")}</label>
          <input
            class="input"
            id="companion"
            autocomplete="off"
            maxLength={150}
            dir={typed ? "auto" : undefined}
            value={typed}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "companion-error" : "companion-help"}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setError(null);
            }}
          />
          <p class="help" id="companion-help">
            {t("With the address of their account, the hours go to that account.")}
          </p>
          {error && (
            <p class="error" id="companion-error" role="alert">
              <Icon name="warn" /> {error}
            </p>
          )}
        </div>
        <Button type="submit" icon="plus" busy={busy}>
          {t("Add person")}
        </Button>
      </form>
    </div>
  );
}

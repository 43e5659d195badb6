/** The keys of the console, and the switch that turns them off. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { direction, t } from "../i18n";
import { Modal } from "../ui/Modal";
import { keysOn, switchKeys } from "./shortcuts";

const shown = signal(false);

export function showKeys(): void {
  shown.value = true;
}

function Row({ keys, children }: { keys: string[]; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

export function KeysDialog() {
  if (!shown.value) return null;
  const [forward, back] = direction() === "rtl" ? ["←", "→"] : ["→", "←"];
  return (
    <Modal title={t("Keys")} onClose={() => (shown.value = false)}>
      <div class="stack">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={keysOn.value}
            onChange={(event) => switchKeys(event.currentTarget.checked)}
          />{" "}
          {t("Use single keys in the console")}
        </label>
        <dl class="keys">
          <Row keys={["Enter"]}>{t("The action at the bottom of the stage")}</Row>
          <Row keys={["N", forward ?? "", "Page Down"]}>{t("Next slide")}</Row>
          <Row keys={["P", back ?? "", "Page Up"]}>{t("Previous slide")}</Row>
          <Row keys={["O"]}>{t("Open the poll or question")}</Row>
          <Row keys={["C"]}>{t("Close it")}</Row>
          <Row keys={["R"]}>{t("Reveal its results")}</Row>
          <Row keys={["?"]}>{t("This list")}</Row>
        </dl>
        <p class="help">{t("Keys do nothing while you write. A presenter’s remote control turns the slides.")}</p>
      </div>
    </Modal>
  );
}

/** All slides of the deck on stage, to jump to any of them. */

import { signal } from "@preact/signals";
import { t } from "../i18n";
import { rights, stage } from "../room/store";
import { Modal } from "../ui/Modal";
import { CommandButton } from "./CommandButton";
import { PageImage } from "./PageImage";

const shown = signal(false);

export function openPages(): void {
  shown.value = true;
}

export function PageGrid() {
  const now = stage.value;
  if (!shown.value || !now?.deck) return null;
  const presents = rights.value.has("present") && now.state !== "ended";
  return (
    <Modal title={t("Slides")} wide onClose={() => (shown.value = false)}>
      <p class="hush">{presents ? t("Everyone moves to the slide that you choose.") : null}</p>
      <ol class="pagegrid" role="list">
        {Array.from({ length: now.deck.page_count }, (_, index) => index + 1).map((number) => (
          <li key={number}>
            <CommandButton
              class="pagebutton"
              disabled={!presents}
              aria-current={number === now.page ? "true" : undefined}
              order={{ type: "turn_page", page: number }}
              onDone={() => (shown.value = false)}
            >
              <PageImage number={number} />
              <span class="num">{number}</span>
            </CommandButton>
          </li>
        ))}
      </ol>
    </Modal>
  );
}

/** A radio button cannot be let go of: a button (data-take-back) unticks those of its question. */
import { changed } from "./changed";

export function takeBack(root: ParentNode): void {
  for (const row of root.querySelectorAll<HTMLElement>("[data-take-back]")) {
    const question = row.closest("fieldset");
    const radios = [...(question?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])];
    const show = () => {
      row.hidden = !radios.some((radio) => radio.checked);
    };
    question?.addEventListener("change", show);
    row.querySelector("button")?.addEventListener("click", () => {
      for (const radio of radios) radio.checked = false;
      radios[0]?.focus();
      changed(radios[0]);
    });
    show();
  }
}

/* A term of the glossary is written where the translator's cursor was. */
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const area = document.getElementById(button.dataset.into);
    if (area.hidden) {
      area.dispatchEvent(new CustomEvent("insert", { detail: button.dataset.insert }));
      return;
    }
    area.focus();
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

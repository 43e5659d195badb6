// A list of things to tick (data-ticks, its words) gets one box above it that ticks them all. Without scripts each is ticked by hand.
for (const list of document.querySelectorAll("[data-ticks]")) {
  const boxes = () => [...list.querySelectorAll('input[type="checkbox"]')];
  const label = document.createElement("label");
  label.className = "check pad-inline-4";
  const all = document.createElement("input");
  all.type = "checkbox";
  const words = document.createElement("span");
  words.textContent = list.dataset.ticks;
  label.append(all, words);
  list.before(label);

  const tell = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  list.addEventListener("change", tell);
  tell();
}

// A long select (data-filter) gets a field above it that narrows its options. Without scripts the select works as it is.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

for (const select of document.querySelectorAll("select[data-filter]")) {
  const all = [...select.children].map((node) => node.cloneNode(true));
  const field = document.createElement("input");
  field.type = "search";
  field.className = "input";
  field.autocomplete = "off";
  field.setAttribute("aria-label", select.dataset.filter);
  field.setAttribute("aria-controls", select.id);
  field.placeholder = select.dataset.filter;
  select.before(field);

  const fits = (option, words, chosen) =>
    option.value === chosen || option.value === "" || words.every((word) => plain(option.textContent).includes(word));

  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const chosen = select.value;
    const kept = [];
    for (const node of all) {
      const copy = node.cloneNode(true);
      if (copy.tagName === "OPTGROUP") {
        const whole = words.length > 0 && words.every((word) => plain(copy.label).includes(word));
        if (!whole) for (const option of [...copy.children]) if (!fits(option, words, chosen)) option.remove();
        if (copy.children.length) kept.push(copy);
      } else if (fits(copy, words, chosen)) kept.push(copy);
    }
    select.replaceChildren(...kept);
    const found = words.length ? [...select.options].filter((option) => option.value && option.value !== chosen) : [];
    select.value = found.length === 1 ? found[0].value : chosen;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// Rows of a form that repeat: a button (data-add-row) adds a blank one after the last in its fieldset (data-rows), instead of
// asking the server for more. The hidden field "rows" says how many there are.
for (const button of document.querySelectorAll("[data-add-row]")) {
  button.addEventListener("click", (event) => {
    const rows = button.closest("fieldset").querySelector("[data-rows]");
    const count = button.form.elements.rows;
    const last = rows.lastElementChild;
    if (!last || !count) return;
    event.preventDefault();
    const before = String(rows.children.length);
    const after = String(rows.children.length + 1);
    const copy = last.cloneNode(true);
    for (const error of copy.querySelectorAll(".error")) error.remove();
    for (const part of copy.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(before, after));
      }
      part.removeAttribute("aria-invalid");
      part.removeAttribute("aria-describedby");
      if (part.tagName === "LABEL") part.textContent = part.textContent.replace(before, after);
      else if (part.tagName === "SELECT") part.selectedIndex = 0;
      else if (part.tagName === "INPUT") part.value = "";
    }
    rows.append(copy);
    count.value = after;
    copy.querySelector("select, input").focus();
  });
}

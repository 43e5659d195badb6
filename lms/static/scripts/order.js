// A list in order (data-sortable, the id of its status line): drag by the handle, arrow keys on it, buttons up and down in place.
// What is sent is the form itself, in the order of its lines. Without scripts the buttons send the form.
for (const list of document.querySelectorAll("[data-sortable]")) {
  const said = document.getElementById(list.dataset.sortable);
  const form = list.closest("form");
  const items = () => [...list.children];

  for (const part of list.closest("section").querySelectorAll("[data-with-script]")) part.hidden = false;

  const dress = () => {
    for (const item of items()) {
      item.querySelector('[name="up"]').disabled = !item.previousElementSibling;
      item.querySelector('[name="down"]').disabled = !item.nextElementSibling;
    }
    const unsaved = form.querySelector("[data-unsaved]");
    if (unsaved) unsaved.hidden = false;
  };
  const tell = (item) => {
    const all = items();
    said.textContent = list.dataset.place
      .replace("{number}", String(all.indexOf(item) + 1))
      .replace("{total}", String(all.length))
      .replace("{title}", item.dataset.title);
  };
  const step = (item, earlier) => {
    const other = earlier ? item.previousElementSibling : item.nextElementSibling;
    if (other) {
      if (earlier) other.before(item);
      else other.after(item);
      dress();
    }
    tell(item);
  };

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-grip]");
    if (!handle || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    step(handle.closest("[data-id]"), event.key === "ArrowUp");
    handle.focus();
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest('[name="up"], [name="down"]');
    if (!button) return;
    event.preventDefault();
    const item = button.closest("[data-id]");
    step(item, button.name === "up");
    (button.disabled ? item.querySelector("[data-grip]") : button).focus();
  });

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-grip]");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    const item = handle.closest("[data-id]");
    const before = items().indexOf(item);
    item.classList.add("dragged");
    const move = (at) => {
      for (const other of items()) {
        if (other === item) continue;
        const box = other.getBoundingClientRect();
        if (at.clientY < box.top || at.clientY > box.bottom) continue;
        const upper = at.clientY < box.top + box.height / 2;
        const follows = other.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (upper && follows) other.before(item);
        else if (!upper && !follows) other.after(item);
      }
    };
    const drop = () => {
      item.classList.remove("dragged");
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, drop);
      document.removeEventListener("pointermove", move);
      handle.focus();
      if (items().indexOf(item) !== before) {
        dress();
        tell(item);
      }
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, drop);
  });
}

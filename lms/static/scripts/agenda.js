// The agenda builder: drag by the handle, arrow keys on it, minutes saved as they change, parts added in place. Each change is
// one of the page's own forms sent in the background; the server answers with the builder as it is then.
const said = document.getElementById("agenda-said");
const SETTLE = 500;
let timer = 0;
let saving = false;
let dirty = false;
let moved = "";

const builder = () => document.getElementById("builder");
const parts = () => [...builder().querySelectorAll("[data-parts] > li")];
const grip = (id) => builder().querySelector(`[data-id="${CSS.escape(id)}"] [data-grip]`);

async function send(form, body) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: body ?? new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("builder");
  if (!fresh) throw new Error(String(answer.status));
  return fresh;
}

function show(fresh, focus) {
  builder().replaceWith(fresh);
  dress();
  said.textContent = fresh.dataset.said;
  const target = focus && fresh.querySelector(focus);
  if (target) {
    target.focus();
    if (target.select) target.select();
  }
}

const focused = () => (document.activeElement?.id ? `#${CSS.escape(document.activeElement.id)}` : "");
const fall = (form) => HTMLFormElement.prototype.submit.call(form);

/* Order ---------------------------------------------------------------------------- */
function tell(item) {
  const list = parts();
  said.textContent = builder()
    .dataset.place.replace("{number}", String(list.indexOf(item) + 1))
    .replace("{total}", String(list.length))
    .replace("{title}", item.dataset.title);
}

function soon(item) {
  moved = item.dataset.id;
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, SETTLE);
}

async function save() {
  if (saving || !dirty) return;
  saving = true;
  dirty = false;
  const form = builder().querySelector("[data-order]");
  form.elements.ids.value = parts()
    .map((item) => item.dataset.id)
    .join(",");
  form.elements.moved.value = moved;
  try {
    const fresh = await send(form);
    saving = false;
    if (dirty) {
      // Moved again meanwhile: the next save starts from the order that is stored now.
      form.elements.seen.value = fresh.querySelector("[data-order]").elements.seen.value;
      clearTimeout(timer);
      timer = setTimeout(save, SETTLE);
      return;
    }
    const held = document.activeElement?.closest?.("[data-id]");
    const control = document.activeElement?.dataset?.grip !== undefined ? "[data-grip]" : null;
    show(fresh, held && control ? `[data-id="${CSS.escape(held.dataset.id)}"] ${control}` : "");
  } catch {
    saving = false;
    fall(form);
  }
}

function step(item, earlier) {
  const other = earlier ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return tell(item);
  if (earlier) other.before(item);
  else other.after(item);
  tell(item);
  soon(item);
}

function onKey(event) {
  const handle = event.target.closest?.("[data-grip]");
  if (!handle || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  const item = handle.closest("[data-id]");
  step(item, event.key === "ArrowUp");
  grip(item.dataset.id)?.focus();
}

function onPointer(event) {
  const handle = event.target.closest?.("[data-grip]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  handle.focus();
  const item = handle.closest("[data-id]");
  const before = parts().indexOf(item);
  item.classList.add("dragged");
  clearTimeout(timer);
  const move = (at) => {
    for (const other of parts()) {
      if (other === item) continue;
      const box = other.getBoundingClientRect();
      if (at.clientY < box.top || at.clientY > box.bottom) continue;
      const upper = at.clientY < box.top + box.height / 2;
      if (upper && other.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) other.before(item);
      else if (!upper && other.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_PRECEDING) other.after(item);
    }
  };
  const drop = () => {
    item.classList.remove("dragged");
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", drop);
    handle.focus();
    if (parts().indexOf(item) !== before) {
      tell(item);
      soon(item);
    } else if (dirty) soon(item);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
}

/* Forms ---------------------------------------------------------------------------- */
async function onSubmit(event) {
  const form = event.target;
  if (form.matches("[data-move]")) {
    event.preventDefault();
    const button = event.submitter;
    const item = form.closest("[data-id]");
    step(item, button.value === "earlier");
    for (const one of parts()) {
      one.querySelector('[value="earlier"]').disabled = !one.previousElementSibling;
      one.querySelector('[value="later"]').disabled = !one.nextElementSibling;
    }
    if (button.disabled) grip(item.dataset.id)?.focus();
    else button.focus();
    return;
  }
  if (!form.matches("[data-quick], [data-minutes]")) return;
  event.preventDefault();
  await change(form, form.matches("[data-quick]") ? "[data-quick] [name=title]" : focused());
}

async function change(form, focus) {
  const body = new FormData(form);
  clearTimeout(timer);
  if (dirty) await save();
  try {
    show(await send(form, body), focus);
  } catch {
    fall(form);
  }
}

function onChange(event) {
  const form = event.target.closest?.("[data-minutes]");
  if (!form || !form.checkValidity()) return;
  setTimeout(() => change(form, focused()));
}

function dress() {
  for (const part of builder().querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of builder().querySelectorAll("[data-without-script]")) part.hidden = true;
}

document.addEventListener("keydown", onKey);
document.addEventListener("pointerdown", onPointer);
document.addEventListener("submit", onSubmit);
document.addEventListener("change", onChange);
dress();

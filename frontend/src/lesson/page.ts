/** The page on which a lesson is written: saves by itself, and says so only when the server did. */

import { Blocks } from "./blocks";
import { bring, save } from "./line";
import { Saver, type Pairs, type Watcher } from "./saver";

const TYPING = 1500;
const NOT_SENT = new Set(["csrfmiddlewaretoken", "seen", "do", "keep"]);

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function begin(form: HTMLFormElement): void {
  const words = form.dataset as Record<string, string>;
  const find = <E extends HTMLElement>(selector: string) => form.querySelector<E>(selector);
  const state = find("[data-state]")!;
  const told = find("[data-told]")!;
  const place = find("[data-conflict]")!;
  let isTroubled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (text: string) => (told.textContent = text);
  const say = (text: string, isTrouble = false) => {
    if (state.textContent !== text) state.textContent = text;
    if (isTrouble !== isTroubled || isTrouble) tell(text);
    isTroubled = isTrouble;
  };
  const read = (): Pairs => {
    const found: Pairs = [];
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && !NOT_SENT.has(name)) found.push([name, value]);
    return found;
  };
  const named = (name: string) => form.elements.namedItem(name) as Control | null;

  const watcher: Watcher = {
    unsaved: () => say(isTroubled ? (state.textContent ?? "") : (words.unsaved ?? ""), isTroubled),
    saving: () => {
      if (!isTroubled) say(words.saving ?? "");
    },
    saved: () => say(words.saved ?? ""),
    named(blocks) {
      for (const [uid, id] of Object.entries(blocks)) {
        const field = named(`${uid}-id`);
        if (field) field.value = String(id);
      }
    },
    waiting: (why) => say((why === "line" ? words.offline : words.signedOut) ?? "", true),
    refused: (sentences) => say([words.refused, ...sentences].join(" "), true),
    conflict(html) {
      say(words.conflicted ?? "", true);
      place.innerHTML = html;
      place.querySelector<HTMLElement>("h2")?.focus();
      place.scrollIntoView({ block: "nearest" });
    },
    theirs: () => location.reload(),
  };
  const saver = new Saver(
    storage(),
    `lesson.${words.lesson}.${words.person}`,
    Number((named("seen") as HTMLInputElement).value),
    (body) => save(form, body),
    watcher,
  );
  const changed = () => {
    saver.give(read());
    clearTimeout(timer);
    timer = setTimeout(() => saver.flush(), TYPING);
  };
  const blocks = new Blocks(form, tell, changed);
  for (const help of form.querySelectorAll<HTMLElement>("[data-plain-help]")) help.hidden = true;

  const ofKind = () => {
    const kind = named("kind")?.value;
    for (const part of form.querySelectorAll<HTMLElement>("[data-of-kind]")) part.hidden = part.dataset.ofKind !== kind;
  };
  named("kind")?.addEventListener("change", ofKind);

  /* What a reload, a closed lid or a dead line left unsent ---------------------------------------- */
  const restore = (body: Pairs) => {
    const values = new Map(body);
    blocks.arrange(
      body.filter(([name]) => name === "block").map(([, uid]) => ({ uid, kind: values.get(`${uid}-kind`) ?? "" })),
    );
    for (const control of form.querySelectorAll<Control>("[name]")) {
      if (NOT_SENT.has(control.name) || control.name === "block" || (control instanceof HTMLInputElement && control.type === "file")) continue;
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = values.has(control.name);
      else if (values.has(control.name)) control.value = values.get(control.name) ?? "";
      if (control instanceof HTMLTextAreaElement) control.dispatchEvent(new Event("written"));
    }
    ofKind();
  };
  if (words.asTyped !== undefined) {
    if (place.firstElementChild) return; // what the form's own buttons settle
    changed();
  } else if (saver.kept) {
    restore(saver.kept.body);
    tell(words.recovered ?? "");
    saver.flush();
  }

  /* Each change ------------------------------------------------------------------------------------ */
  for (const event of ["input", "change"]) {
    form.addEventListener(event, (happened) => {
      const target = happened.target as Control;
      if (target.name && target.type !== "file") changed();
    });
  }
  form.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const file = input.dataset.upload === undefined ? undefined : input.files?.[0];
    if (file) void upload(input, file);
  });
  const upload = async (input: HTMLInputElement, file: File) => {
    const field = input.closest(".field")!;
    const error = field.querySelector<HTMLElement>("[data-upload-error]")!;
    error.hidden = true;
    tell(words.bringing ?? "");
    input.setAttribute("aria-busy", "true");
    const isPicture = input.closest<HTMLElement>("[data-block]")?.dataset.kind === "image";
    const found = await bring(form, file, isPicture);
    input.removeAttribute("aria-busy");
    if (typeof found === "string") {
      error.textContent = found || (words.noLine ?? "");
      error.hidden = false;
      tell(error.textContent);
      return;
    }
    input.value = "";
    field.querySelector<HTMLInputElement>('input[type="hidden"]')!.value = String(found.id);
    const shown = field.querySelector<HTMLElement>("[data-shown-file]")!;
    shown.hidden = false;
    shown.querySelector("[data-file-name]")!.textContent = found.name;
    const image = shown.querySelector("img");
    if (image) image.src = found.address;
    tell(words.brought ?? "");
    changed();
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter as HTMLButtonElement | null;
    event.preventDefault();
    if (button?.name === "keep") {
      void saver.settle(button.value === "theirs" ? "theirs" : "mine").then(() => {
        if (!isTroubled) place.replaceChildren();
      });
      return;
    }
    clearTimeout(timer);
    saver.give([...read(), ["pressed", "1"]]);
    saver.flush();
  });
  for (const event of ["online", "focus"]) addEventListener(event, () => saver.flush());
  addEventListener("pagehide", () => saver.flush());
}

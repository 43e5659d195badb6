/** The page on which a lesson is written: saves by itself, and says so only when the server did. */

import { Blocks } from "./blocks";
import { Bringing } from "./bringing";
import { bring, save } from "./line";
import { Saver, type Pairs, type Watcher } from "./saver";
import { shrunk } from "./shrink";

const TYPING = 1500;
/** Whoever types without a pause is saved all the same. */
const LONGEST = 12_000;
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
  const sign = find("[data-saved-sign]")!;
  const told = find("[data-told]")!;
  const toConflict = find("[data-to-conflict]")!;
  /** Where the author goes as soon as all is saved. */
  let next = "";
  const place = find("[data-conflict]")!;
  let isTroubled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first change was made that did not go out yet. */
  let since = 0;

  const tell = (text: string) => (told.textContent = text);
  const say = (text: string, isTrouble = false) => {
    if (state.textContent !== text) state.textContent = text;
    sign.hidden = text !== words.saved;
    if (isTrouble !== isTroubled || isTrouble) tell(text);
    isTroubled = isTrouble;
  };
  const read = (): Pairs => {
    const found: Pairs = [];
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && !NOT_SENT.has(name)) found.push([name, value]);
    return found;
  };
  const named = (name: string) => form.elements.namedItem(name) as Control | null;

  /** Beside the blocks that they speak of. */
  const fault = (faults: Record<string, string[]>) => {
    for (const old of form.querySelectorAll("[data-fault]")) old.remove();
    for (const [uid, sentences] of Object.entries(faults)) {
      for (const sentence of sentences) {
        const line = document.createElement("p");
        line.className = "error";
        line.dataset.fault = "";
        line.textContent = sentence;
        blocks.get(uid)?.querySelector(".block-head")?.after(line);
      }
    }
  };

  const watcher: Watcher = {
    unsaved: () => say(isTroubled ? (state.textContent ?? "") : (words.unsaved ?? ""), isTroubled),
    saving: () => {
      if (!isTroubled) say(words.saving ?? "");
    },
    saved(advice) {
      say(words.saved ?? "");
      fault({});
      toConflict.hidden = true;
      if (next) location.assign(next);
      const advised = document.querySelector("[data-advice]");
      if (advised && advice && advised.innerHTML !== advice) advised.innerHTML = advice;
    },
    named(blocks) {
      for (const [uid, id] of Object.entries(blocks)) {
        const field = named(`${uid}-id`);
        if (field) field.value = String(id);
      }
    },
    waiting(why) {
      next = "";
      say((why === "line" ? words.offline : words.signedOut) ?? "", true);
    },
    refused(sentences, faults) {
      next = "";
      say([words.refused, ...sentences].join(" "), true);
      fault(faults ?? {});
    },
    conflict(html) {
      say(words.conflicted ?? "", true);
      next = "";
      place.innerHTML = html;
      toConflict.hidden = false;
      if (form.contains(document.activeElement)) return; // whoever is typing goes on, and is told above
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
    since ||= Date.now();
    const send = () => {
      since = 0;
      saver.flush();
    };
    timer = setTimeout(send, Math.max(0, Math.min(TYPING, since + LONGEST - Date.now())));
  };
  const blocks = new Blocks(form, tell, changed);
  for (const help of form.querySelectorAll<HTMLElement>("[data-plain-help]")) help.hidden = true;
  for (const help of form.querySelectorAll<HTMLElement>("[data-script-help]")) help.hidden = false;

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
  const size = (bytes: number) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte" }).format(Math.ceil(bytes / 1000));
  const upload = async (input: HTMLInputElement, given: File) => {
    const field = input.closest(".field")!;
    const note = field.querySelector<HTMLElement>("[data-upload-note]");
    if (note) note.hidden = true;
    const error = field.querySelector<HTMLElement>("[data-upload-error]")!;
    error.hidden = true;
    tell(words.bringing ?? "");
    input.setAttribute("aria-busy", "true");
    const isPicture = input.closest<HTMLElement>("[data-block]")?.dataset.kind === "image";
    const file = isPicture ? await shrunk(given) : given;
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
    const smaller = file === given ? "" : (words.smaller ?? "").replace("{before}", size(given.size)).replace("{after}", size(file.size));
    if (note && smaller) {
      note.textContent = smaller;
      note.hidden = false;
    }
    tell([words.brought, smaller].join(" "));
    const said = isPicture ? input.closest("[data-block]")!.querySelector<HTMLInputElement>('input[name$="-text"]') : null;
    if (said?.value === "") {
      saver.give(read()); // refused until it says what it shows: its author is just about to
      if (document.activeElement === input || document.activeElement === document.body) said.focus();
    } else changed();
  };
  new Bringing(form, blocks, tell, changed, upload);

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
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-when-saved]")) {
    link.addEventListener("click", (event) => {
      if (!saver.kept || isTroubled || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      next = link.href;
      saver.flush();
    });
  }
  for (const event of ["online", "focus"]) addEventListener(event, () => saver.flush());
  addEventListener("pagehide", () => saver.flush());
}

/** Words with marks, lists, links and tables: an editor over a plain field of HTML, which stays what the form sends. */

import { address, cleaned, escape } from "./clean";
import { Past } from "./past";
import { listenForPasting, parsed } from "./paste";
import { changeTable, cellOf, put, step } from "./table";

const COMMANDS: Record<string, string> = { strong: "bold", em: "italic", sub: "subscript", sup: "superscript", ul: "insertUnorderedList", ol: "insertOrderedList" };
const EMPTY_TABLE = '<table><thead><tr><th scope="col"><br></th><th scope="col"><br></th></tr></thead><tbody><tr><td><br></td><td><br></td></tr></tbody></table>';

export function enrich(area: HTMLTextAreaElement, tools: HTMLTemplateElement): void {
  const field = area.closest(".field");
  if (!field || field.querySelector(".writing")) return;
  const isTable = area.dataset.rich === "table";
  const box = document.createElement("div");
  const label = field.querySelector("label");
  box.className = "writing rich";
  box.contentEditable = "true";
  box.id = `${area.id}-writing`;
  box.lang = area.lang;
  box.dir = area.dir;
  for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "" })) box.setAttribute(name, value);
  const bar = document.createElement("div");
  bar.append(tools.content.cloneNode(true));
  const toolbar = bar.querySelector<HTMLElement>("[role=toolbar]")!;
  const linkRow = bar.querySelector<HTMLElement>("[data-link-row]")!;
  const linkField = bar.querySelector<HTMLInputElement>("[data-address]")!;
  const tableTools = bar.querySelector<HTMLElement>("[data-table-tools]")!;
  toolbar.setAttribute("aria-controls", box.id);

  const draw = () => {
    box.innerHTML = cleaned(parsed(area.value)) || (isTable ? EMPTY_TABLE : "<p><br></p>");
  };
  const send = () => {
    const html = cleaned(box);
    area.value = html.replace(/<[^>]*>/g, "").trim() ? html : "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  draw();
  const past = new Past(box);
  const sync = (isTyping = false) => {
    past.keep(isTyping);
    send();
  };
  area.hidden = true;
  area.addEventListener("written", () => {
    draw();
    past.begin();
  });
  for (const help of field.querySelectorAll<HTMLElement>("[data-plain-help]")) help.hidden = true;
  area.after(...bar.childNodes, box);
  label?.addEventListener("click", () => box.focus());

  /* The buttons: one stop for Tab, arrows between them ------------------------------------------ */
  const buttons = () => [...toolbar.querySelectorAll<HTMLButtonElement>("button")].filter((each) => !each.closest("[hidden]"));
  const stop = (at: HTMLElement | undefined) => {
    for (const each of toolbar.querySelectorAll("button")) each.tabIndex = each === at ? 0 : -1;
  };
  stop(buttons()[0]);
  toolbar.addEventListener("keydown", (event) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement as HTMLButtonElement);
    const isBackwards = getComputedStyle(toolbar).direction === "rtl";
    const move = { ArrowRight: isBackwards ? -1 : 1, ArrowLeft: isBackwards ? 1 : -1, Home: -here, End: all.length - 1 - here }[event.key];
    if (move === undefined || here < 0) return;
    event.preventDefault();
    const next = all[(here + move + all.length) % all.length];
    stop(next);
    next?.focus();
  });

  /* Marks ------------------------------------------------------------------------------------- */
  let place: Range | undefined;
  const selection = () => {
    const found = document.getSelection();
    return found?.rangeCount && box.contains(found.anchorNode) ? found : null;
  };
  const remember = () => {
    place = selection()?.getRangeAt(0).cloneRange() ?? place;
  };
  const back = () => {
    box.focus();
    const found = document.getSelection();
    if (place && found) {
      found.removeAllRanges();
      found.addRange(place);
    }
  };
  area.addEventListener("insert", (event) => {
    back();
    document.execCommand("insertText", false, (event as CustomEvent<string>).detail);
  });
  const around = (what: string) => {
    const node = selection()?.anchorNode ?? place?.startContainer;
    return (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>(what) ?? null;
  };
  const show = () => {
    if (!selection()) return;
    for (const button of toolbar.querySelectorAll<HTMLElement>("[data-mark]")) {
      const mark = button.dataset.mark ?? "";
      const command = COMMANDS[mark];
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(command ? document.queryCommandState(command) : around(mark) !== null));
    }
    tableTools.hidden = cellOf(box, around("td, th")) === null && !isTable;
  };
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== box) return;
    remember();
    show();
  });
  tableTools.hidden = !isTable;

  const toggleLink = (open: boolean) => {
    linkRow.hidden = !open;
    toolbar.querySelector('[data-mark="link"]')?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    remember();
    linkField.value = around("a")?.getAttribute("href") ?? "";
    linkField.focus();
  };
  const code = () => {
    const held = around("code");
    if (held) {
      document.getSelection()?.selectAllChildren(held);
      const words = held.textContent ?? "";
      held.replaceWith(words);
      return;
    }
    const words = selection()?.toString() ?? "";
    if (words) document.execCommand("insertHTML", false, `<code>${escape(words)}</code>`);
  };
  const travel = (by: 1 | -1) => {
    box.focus();
    if (past.step(by)) send();
  };
  const mark = (what: string) => {
    if (what === "link") return toggleLink(linkRow.hidden !== false);
    if (what === "undo" || what === "redo") return travel(what === "undo" ? -1 : 1);
    back();
    document.execCommand("styleWithCSS", false, "false");
    if (what === "code") code();
    else document.execCommand(COMMANDS[what] ?? "", false);
    show();
    sync();
  };
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    if (button?.dataset.mark) mark(button.dataset.mark);
    if (button?.dataset.table) {
      changeTable(box, around("td, th"), button.dataset.table);
      sync();
    }
  });
  const setLink = (href: string) => {
    back();
    const held = around("a");
    if (held && document.getSelection()?.isCollapsed) document.getSelection()?.selectAllChildren(held);
    if (!href) document.execCommand("unlink");
    else if (document.getSelection()?.isCollapsed) document.execCommand("insertHTML", false, `<a href="${escape(href)}">${escape(href)}</a>`);
    else document.execCommand("createLink", false, href);
    toggleLink(false);
    sync();
  };
  linkRow.addEventListener("click", (event) => {
    const what = (event.target as Element).closest<HTMLElement>("[data-link]")?.dataset.link;
    if (what === "away") setLink("");
    else if (what === "set") apply();
  });
  const apply = () => {
    const typed = linkField.value.trim();
    const href = address(typed) || address(`https://${typed}`);
    if (typed && href) setLink(href);
    else linkField.setAttribute("aria-invalid", "true");
  };
  linkField.addEventListener("input", (event) => {
    event.stopPropagation();
    linkField.removeAttribute("aria-invalid");
  });
  linkField.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") {
      toggleLink(false);
      back();
    }
  });

  /* Typing and pasting -------------------------------------------------------------------------- */
  box.addEventListener("focus", () => {
    document.execCommand("defaultParagraphSeparator", false, "p");
    if (!isTable) return;
    if (!box.querySelector("table")) draw();
    setTimeout(() => {
      if (document.activeElement === box && !cellOf(box, around("td, th"))) put(box.querySelector("td, th"));
    });
  });
  box.addEventListener("input", (event) => {
    event.stopPropagation();
    sync(/^(insertText|insertComposition|delete)/.test((event as InputEvent).inputType));
  });
  box.addEventListener("beforeinput", (event) => {
    const by = { historyUndo: -1, historyRedo: 1 }[event.inputType] as 1 | -1 | undefined;
    if (!by) return;
    event.preventDefault();
    travel(by);
  });
  box.addEventListener("keydown", (event) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (key === "z" || key === "y") {
      event.preventDefault();
      travel(key === "y" || event.shiftKey ? 1 : -1);
    } else if (key === "k") {
      event.preventDefault();
      toggleLink(true);
    } else if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
      if (step(box, around("td, th"), event.shiftKey ? -1 : 1)) event.preventDefault();
    }
  });
  listenForPasting(box);
}

/** One key each for what a trainer does most. They can be switched off, and do nothing while somebody types. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { direction } from "../i18n";

export type KeyAction = "next" | "previous" | "main" | "open" | "close" | "reveal" | "help";

const KEPT = "lectern.console.keys";

function stored(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/** Whether single keys act. Kept on this device. */
export const keysOn = signal(stored());

export function switchKeys(on: boolean): void {
  keysOn.value = on;
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // It holds for this page only.
  }
}

type Press = Pick<KeyboardEvent, "key" | "code">;

/** Letters by their place on the keyboard, so that they work under an Arabic or Cyrillic layout too. */
const LETTERS: Record<string, KeyAction> = {
  KeyN: "next",
  KeyP: "previous",
  KeyO: "open",
  KeyC: "close",
  KeyR: "reveal",
};

/** What a key does; null for any other. Arrows follow the eye; Page keys are what a presenter's remote sends. */
export function actionOf({ key, code }: Press, rtl: boolean): KeyAction | null {
  switch (key) {
    case "PageDown":
      return "next";
    case "PageUp":
      return "previous";
    case "ArrowRight":
      return rtl ? "previous" : "next";
    case "ArrowLeft":
      return rtl ? "next" : "previous";
    case "Enter":
      return "main";
    case "?":
    case "؟":
      return "help";
    default:
      return LETTERS[code] ?? null;
  }
}

const TYPING = "input, textarea, select, [contenteditable], dialog";
/** Where Enter and the arrows have a meaning of their own. */
const OWN = "a, button, summary, [role=tab], [role=log], [role=region], details";

function free(event: KeyboardEvent, action: KeyAction): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return false;
  if (document.querySelector("dialog[open]")) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TYPING)) return false;
  const arrow = event.key.startsWith("Arrow");
  return !((action === "main" || arrow) && target.closest(OWN));
}

/** Let keys act while the console is shown. */
export function useKeys(act: (action: KeyAction) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!keysOn.peek()) return;
      const action = actionOf(event, direction() === "rtl");
      if (action === null || !free(event, action)) return;
      event.preventDefault();
      act(action);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [act]);
}

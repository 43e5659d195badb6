/** Changing the language of the room and of its interface, without a reload. */

import { signal } from "@preact/signals";
import { language, loadCatalogue, t } from "../i18n";
import type { Language } from "../protocol";
import { say } from "../ui/Toast";
import { config } from "./config";
import { read } from "./connection";

const YEAR = 365 * 24 * 3600;
/** The language being fetched; null when none is. */
export const changing = signal<Language | null>(null);

/** Read everything in `code` from now on, on the other pages too. */
export async function changeLanguage(code: Language): Promise<void> {
  if (code === language.peek() || changing.peek()) return;
  changing.value = code;
  try {
    await loadCatalogue(code, config.catalogues[code]);
    document.cookie = `${config.language_cookie}=${code}; path=/; max-age=${YEAR}; samesite=lax`;
    read(code);
  } catch {
    say(t("The language could not be fetched. Try again when the connection is better."), "bad");
  } finally {
    changing.value = null;
  }
}

/** Choices kept on this device. */

import { effect, signal } from "@preact/signals";

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const connection = (navigator as { connection?: { saveData?: boolean } }).connection;

/** Small images only. On from the start where the browser asks to save data. */
export const savings = signal(stored("lectern.savings") === null ? Boolean(connection?.saveData) : stored("lectern.savings") === "1");

effect(() => {
  const value = savings.value ? "1" : "0";
  try {
    if (stored("lectern.savings") !== value) localStorage.setItem("lectern.savings", value);
  } catch {
    // It holds for this page only.
  }
});

/** Where in the page the person is. */

import { signal } from "@preact/signals";
import { config } from "./config";
import { goneBecause, line } from "./connection";
import { stage } from "./store";

/** Whether one of the team looks at the room as an attendee sees it. */
export const asAttendee = signal(false);
/** Whether an attendee went in before the sitting began. */
export const entered = signal(false);

export type Place = "opening" | "gone" | "console" | "lobby" | "room" | "ended";

/** Which of the page's screens is shown now. */
export function place(): Place {
  if (line.value === "gone" && goneBecause.value) return "gone";
  const state = stage.value?.state;
  if (!state) return "opening";
  if (config.console && !asAttendee.value) return "console";
  if (state === "ended") return "ended";
  return state === "lobby" && !entered.value ? "lobby" : "room";
}

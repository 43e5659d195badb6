/** How good the line is, in three steps with a word each. */

import { t } from "../i18n";
import { line, roundTrip } from "./connection";

export interface Quality {
  bars: 1 | 2 | 3;
  word: string;
  bad: boolean;
}

export function quality(): Quality {
  switch (line.value) {
    case "connecting":
      return { bars: 1, word: t("Connecting"), bad: false };
    case "waiting":
      return { bars: 1, word: t("Waiting for admission"), bad: false };
    case "lost":
    case "gone":
      return { bars: 1, word: t("Reconnecting"), bad: true };
  }
  const rtt = roundTrip.value ?? 0;
  if (rtt < 400) return { bars: 3, word: t("Good connection"), bad: false };
  if (rtt < 1500) return { bars: 2, word: t("Slow connection"), bad: false };
  return { bars: 1, word: t("Very slow connection"), bad: false };
}

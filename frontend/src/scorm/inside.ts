/** In an opaque frame a package's page reaches no other: it gets a run-time of its own, and a parent that has it. */

import { type Edition, open, show } from "./api";
import { beginningOf, Line, type ToldWithin } from "./line";

export function beginInside(edition: Edition, script: HTMLScriptElement): void {
  const { base = "", item = "0" } = script.dataset;
  const above = window.parent;
  let isClosing = false;
  for (const name of ["beforeunload", "pagehide"]) window.addEventListener(name, () => (isClosing = true), { capture: true });
  const beginning = beginningOf(base, Number(item));
  const line: Line = new Line(`${base}commit/${item}`, beginning, (told) => {
    const message: ToldWithin = { ...told, item: Number(item), body: isClosing ? line.unsent : undefined };
    above.postMessage(message, "*");
  });
  const api = open(edition, () => line);
  api.loadFromJSON(beginning.cmi, "cmi");
  show(edition, api);
  // Packages of 2004 look above themselves only; what is above is of another origin, and asking it is an error.
  const standIn: Record<string, unknown> = { [edition.name]: api };
  standIn.parent = standIn;
  Object.defineProperty(window, "parent", { value: standIn, configurable: true });
}

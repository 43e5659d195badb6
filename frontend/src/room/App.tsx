import { useEffect, useRef } from "preact/hooks";
import { Console } from "../console/Console";
import { Lobby } from "../lobby/Lobby";
import { Trainee } from "../trainee/Trainee";
import { Toasts } from "../ui/Toast";
import { Gone } from "./Gone";
import { Opening } from "./Opening";
import { place } from "./place";
import { sitting } from "./store";

export function App() {
  const where = place();
  const title = sitting.value?.webinar.text;
  useEffect(() => {
    if (title) document.title = `${title} · Lectern`;
  }, [title]);
  const before = useRef(where);
  useEffect(() => {
    // The button that had the focus went away with the screen before: begin at the title, and take the focus from nothing else.
    const changed = before.current !== where && before.current !== "opening";
    before.current = where;
    if (changed && document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus();
  }, [where]);
  return (
    <>
      {where === "opening" && <Opening />}
      {where === "gone" && <Gone />}
      {where === "console" && <Console />}
      {(where === "lobby" || where === "ended") && <Lobby ended={where === "ended"} />}
      {where === "room" && <Trainee />}
      <Toasts />
    </>
  );
}

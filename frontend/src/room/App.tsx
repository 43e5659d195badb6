import { useEffect } from "preact/hooks";
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

/** A lesson's film: goes on where one left it, keeps the place, and is done when nearly all of it was seen. */

const EVERY = 15;
const DONE = 0.95;
const CHOSEN = 3000;

const film = document.querySelector<HTMLVideoElement>("video[data-film]");

if (film) {
  const form = document.querySelector<HTMLFormElement>("[data-done-form]");
  const address = film.closest<HTMLElement>("[data-place-url]")?.dataset.placeUrl;
  const named = Number(/^#second-(\d{1,6})$/.exec(location.hash)?.[1] ?? NaN);
  const begin = Number.isNaN(named) ? Number(film.dataset.second) : named;
  let told = begin;
  let played = 0;
  let since = 0;

  const token = () => document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";

  function keep(): void {
    const second = Math.floor(film!.currentTime);
    if (!address || second === told) return;
    told = second;
    const fields = { second: String(second), seconds: String(Math.round(played)), at: String(Date.now()), csrfmiddlewaretoken: token() };
    played = 0;
    void fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive: true }).catch(() => undefined);
  }

  /** The lesson's own button does it: it waits for the line, too, and says how far the course has come. */
  function finish(): void {
    if (form && !form.hidden) form.dispatchEvent(new Event("submit", { cancelable: true }));
  }

  /** Its kind is not known here, or it is damaged. A missing caption is no reason. */
  function broken(event?: Event): void {
    const note = document.querySelector<HTMLElement>("[data-film-broken]");
    if (note && !(event?.target instanceof HTMLTrackElement)) note.hidden = false;
  }

  film.addEventListener("loadedmetadata", () => {
    if (begin > 0 && begin < film.duration * DONE) film.currentTime = begin;
  });
  film.addEventListener("play", () => (since = film.currentTime));
  film.addEventListener("timeupdate", () => {
    const gone = film.currentTime - since;
    if (gone > 0 && gone < 2) played += gone;
    since = film.currentTime;
    if (Math.abs(film.currentTime - told) >= EVERY) keep();
    if (film.duration && film.currentTime >= film.duration * DONE) finish();
  });
  film.addEventListener("ended", finish);
  film.addEventListener("pause", keep);
  film.addEventListener("error", broken, true);
  // What failed before this script ran says so no more; a browser that is still choosing has no source, either.
  setTimeout(() => {
    if (film.error || (film.networkState === HTMLMediaElement.NETWORK_NO_SOURCE && !film.readyState)) broken();
  }, CHOSEN);
  window.addEventListener("pagehide", keep);
}

/** A lesson's film: goes on where one left it, keeps the place, and is done when nearly all of it was seen. */

const EVERY = 15;
const DONE = 0.95;

const film = document.querySelector<HTMLVideoElement>("video[data-film]");

if (film) {
  const form = document.querySelector<HTMLFormElement>("[data-film-form]");
  const address = film.closest<HTMLElement>("[data-place-url]")?.dataset.placeUrl;
  const asked = /^#second-(\d{1,6})$/.exec(location.hash);
  const begin = asked ? Number(asked[1]) : Number(film.dataset.second);
  let told = begin;
  let played = 0;
  let since = 0;
  let isDone = !form || form.hidden;

  const token = () => form?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";

  function keep(): void {
    const second = Math.floor(film!.currentTime);
    if (!address || !form || second === told) return;
    told = second;
    const fields = { second: String(second), seconds: String(Math.round(played)), at: String(Date.now()), csrfmiddlewaretoken: token() };
    played = 0;
    void fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive: true }).catch(() => undefined);
  }

  async function finish(): Promise<void> {
    if (isDone || !form) return;
    isDone = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token() }) });
      if (!answer.ok) throw new Error(String(answer.status));
      form.hidden = true;
      document.querySelector("[data-is-done]")?.removeAttribute("hidden");
    } catch {
      isDone = false;
    }
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
    if (film.duration && film.currentTime >= film.duration * DONE) void finish();
  });
  film.addEventListener("pause", keep);
  window.addEventListener("pagehide", keep);
}

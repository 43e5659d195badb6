// The replay as a player: one slide at a time along its clock, or along the film where there is one. Without this script the
// page is a list of the same things. It tells the server where one is; nothing else leaves the page.
const root = document.querySelector("[data-replay]");
const seconds = Number(root.dataset.seconds);
const film = root.querySelector("[data-film]");
const find = (name) => root.querySelector(`[data-${name}]`);
const said = find("said");
const SAVE_EVERY = 20000;
const ASIDE = 10;

const slides = [...root.querySelectorAll("[data-slide]")].map((at) => ({ at: Number(at.dataset.slide), node: at }));
const asked = [...root.querySelectorAll("[data-asked]")].map((at) => ({ at: Number(at.dataset.asked), node: at }));
const chapters = [...root.querySelectorAll("[data-chapter]")].map((at) => ({ at: Number(at.dataset.chapter), node: at }));
const stops = [...new Set([...slides, ...asked, ...chapters].map((step) => step.at))].sort((a, b) => a - b);

let second = Math.min(Number(root.dataset.second), seconds);
let playing = false;
let shown = "";
let ticked = 0;
let isDone = false;

const before = (steps, at) => steps.filter((step) => step.at <= at).at(-1);

function clock(value) {
  const whole = Math.floor(value);
  const pair = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours ? `${hours}:${pair(minutes)}:${pair(whole % 60)}` : `${minutes}:${pair(whole % 60)}`;
}

/* What is on the screen at a time ----------------------------------------------------- */
function draw() {
  const slide = before(slides, second);
  const question = before(asked, second);
  const newest = before([...slides, ...asked].sort((a, b) => a.at - b.at), second);
  const chapter = before(chapters, second) ?? chapters[0];
  for (const step of [...slides, ...asked]) step.node.toggleAttribute("data-now", false);
  slide?.node.toggleAttribute("data-now", true);
  if (question && newest && newest.at === question.at) question.node.toggleAttribute("data-now", true);
  for (const each of chapters) {
    const holds = each.node.querySelector("[data-now]");
    each.node.toggleAttribute("data-now", each === chapter || Boolean(holds));
    each.node.toggleAttribute("data-title", each === chapter);
  }
  for (const link of root.querySelectorAll("[data-go]")) {
    if (Number(link.dataset.go) === chapter?.at) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  find("empty").hidden = Boolean(slide) || root.hasAttribute("data-listed");
  const next = slides.find((step) => step.at > second)?.node.querySelector("img");
  if (next) next.loading = "eager";
  const time = find("time");
  const words = root.dataset.of.replace("{time}", clock(second));
  if (document.activeElement !== time || playing) time.value = String(Math.floor(second));
  time.setAttribute("aria-valuetext", words);
  find("clock").textContent = words;
  const title = chapter?.node.querySelector("h2").textContent.trim() ?? "";
  if (title !== shown) {
    shown = title;
    said.textContent = title;
  }
}

/* Time ------------------------------------------------------------------------------- */
function go(to) {
  second = Math.min(Math.max(to, 0), seconds);
  if (film) film.currentTime = second;
  draw();
}

function advance(to) {
  const stop = asked.find((step) => step.at > second && step.at <= to && !step.node.hasAttribute("data-answered"));
  second = Math.min(stop ? stop.at : to, seconds);
  if (stop) {
    pause();
    said.textContent = root.dataset.ask;
  } else if (second >= seconds) {
    isDone = true;
    pause();
    said.textContent = root.dataset.end;
  }
  draw();
}

function tick(now) {
  if (!playing || film) return;
  advance(second + ((now - ticked) / 1000) * Number(find("speed").value));
  ticked = now;
  if (playing) requestAnimationFrame(tick);
}

function dressed() {
  find("when-still").hidden = playing;
  find("when-playing").hidden = !playing;
}

function play() {
  if (second >= seconds) second = 0;
  playing = true;
  dressed();
  if (film) {
    film.playbackRate = Number(find("speed").value);
    film.play();
  } else {
    ticked = performance.now();
    requestAnimationFrame(tick);
  }
}

function pause() {
  if (!playing) return;
  playing = false;
  dressed();
  if (film) film.pause();
  save();
}

const toggle = () => (playing ? pause() : play());
const on = () => go(stops.find((at) => at > second + 0.05) ?? seconds);
const back = () => go(stops.filter((at) => at < second - 0.5).at(-1) ?? 0);

/* Where one is, kept by the server ----------------------------------------------------- */
function save() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", find("seen").elements.csrfmiddlewaretoken.value);
  body.set("second", String(Math.floor(second)));
  body.set("quiet", "1");
  if (isDone) body.set("is_done", "1");
  navigator.sendBeacon(root.dataset.url, body);
}

setInterval(() => playing && save(), SAVE_EVERY);
addEventListener("pagehide", save);

/* Controls --------------------------------------------------------------------------- */
find("play").addEventListener("click", toggle);
find("on").addEventListener("click", on);
find("back").addEventListener("click", back);
find("time").addEventListener("input", (event) => go(Number(event.target.value)));
find("speed").addEventListener("change", () => film && (film.playbackRate = Number(find("speed").value)));
find("all").addEventListener("click", (event) => {
  const isListed = root.toggleAttribute("data-listed");
  event.currentTarget.setAttribute("aria-pressed", String(isListed));
  if (isListed) pause();
  draw();
});
for (const link of root.querySelectorAll("[data-go]")) {
  link.addEventListener("click", (event) => {
    if (root.hasAttribute("data-listed")) return;
    event.preventDefault();
    go(Number(link.dataset.go));
  });
}
for (const form of root.querySelectorAll("[data-asked] form")) form.addEventListener("submit", save);
if (film) {
  film.addEventListener("timeupdate", () => playing && advance(film.currentTime));
  film.addEventListener("seeked", () => {
    second = Math.min(film.currentTime, seconds);
    draw();
  });
  film.addEventListener("play", () => {
    playing = true;
    dressed();
  });
  film.addEventListener("pause", pause);
  film.addEventListener("loadedmetadata", () => go(second), { once: true });
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || root.hasAttribute("data-listed")) return;
  if (event.target.closest("input, textarea, select, video, summary")) return;
  if (event.key === " " && event.target.closest("button, a")) return;
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const does = {
    " ": toggle,
    n: on,
    p: back,
    ArrowLeft: () => go(second + (forward === "ArrowLeft" ? ASIDE : -ASIDE)),
    ArrowRight: () => go(second + (forward === "ArrowRight" ? ASIDE : -ASIDE)),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

/* A link to a step, or back to it after an answer -------------------------------------- */
const named = location.hash && document.getElementById(location.hash.slice(1));
const step = named && [...asked, ...chapters].find((one) => one.node === named);
if (step) second = step.at;
for (const node of root.querySelectorAll("[data-with-script]")) node.hidden = false;
root.toggleAttribute("data-player", true);
draw();
if (step && step.node.hasAttribute("data-asked")) step.node.scrollIntoView({ block: "nearest" });

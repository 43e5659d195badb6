// The replay as a player: one step at a time along its clock, or along the film where there is one. Without this script the
// page is a list of the same things. It tells the server where one is and what was seen; nothing else leaves the page.
const root = document.querySelector("[data-replay]");
const seconds = Number(root.dataset.seconds);
const film = root.querySelector("[data-film]");
const filmFrom = film ? Number(film.dataset.from) : 0;
const find = (name) => root.querySelector(`[data-${name}]`);
const said = find("said");
const SAVE_EVERY = 20000;
const ASIDE = 10;
const LOOK = 4;
const PER_WORD = 0.35;
const MOSTLY = 0.8;

const timed = (name) => [...root.querySelectorAll(`[data-${name}]`)].map((node) => ({ at: Number(node.dataset[name]), node }));
const slides = timed("slide");
const asked = timed("asked");
const raised = timed("raised");
const chapters = timed("chapter");
const steps = [...root.querySelectorAll("[data-step]")].map((node) => ({
  at: Number(node.dataset.slide ?? node.dataset.asked ?? node.dataset.raised),
  number: Number(node.dataset.step),
  node,
}));
const stops = [...new Set([...steps, ...chapters].map((step) => step.at))].sort((a, b) => a - b);
const seen = new Set(root.dataset.seenBefore.split(",").filter(Boolean).map(Number));

let second = Math.min(Number(root.dataset.second), seconds);
let playing = false;
let shown = "";
let ticked = 0;
let isDone = root.hasAttribute("data-is-done");
let isTold = isDone;
let isOurs = false;

const before = (list, at) => list.filter((step) => step.at <= at).at(-1);

function clock(value) {
  const whole = Math.floor(value);
  const pair = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours ? `${hours}:${pair(minutes)}:${pair(whole % 60)}` : `${minutes}:${pair(whole % 60)}`;
}

/* What is on the screen at a time ----------------------------------------------------- */
function draw() {
  const slide = before(slides, second);
  const newest = before(steps, second);
  const beside = newest && newest.node !== slide?.node ? newest : undefined;
  const chapter = before(chapters, second) ?? chapters[0];
  for (const step of steps) {
    const isBeside = Boolean(beside) && step.at === beside.at && !step.node.hasAttribute("data-slide");
    step.node.toggleAttribute("data-now", step.node === slide?.node || isBeside);
  }
  for (const each of chapters) {
    each.node.toggleAttribute("data-now", each === chapter || Boolean(each.node.querySelector("[data-now]")));
    each.node.toggleAttribute("data-title", each === chapter);
  }
  for (const link of root.querySelectorAll("[data-go]")) {
    if (Number(link.dataset.go) === chapter?.at) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  find("empty").hidden = Boolean(slide || beside || film) || root.hasAttribute("data-listed");
  const next = slides.find((step) => step.at > second)?.node.querySelector("img");
  if (next) next.loading = "eager";
  const time = find("time");
  const words = root.dataset.of.replace("{time}", clock(second));
  if (document.activeElement !== time || playing) time.value = String(Math.floor(second));
  const heading = chapter?.node.querySelector("h2").textContent.replace(/\s+/g, " ").trim() ?? "";
  time.setAttribute("aria-valuetext", `${words} · ${heading}`);
  find("clock").textContent = words;
  if (heading !== shown) {
    shown = heading;
    said.textContent = heading;
  }
  return beside;
}

/* What was seen: every step that stood on the screen, but not those over which somebody only slid ---------------------- */
function look() {
  const times = new Set(steps.filter((step) => step.node.hasAttribute("data-now")).map((step) => step.at));
  for (const step of steps) if (times.has(step.at)) seen.add(step.number);
  if (steps.length && steps.every((step) => seen.has(step.number))) isDone = true;
  tellSeen();
}

function tellSeen() {
  const percent = isDone ? 100 : steps.length ? Math.floor((100 * steps.filter((step) => seen.has(step.number)).length) / steps.length) : 0;
  find("percent").textContent = root.dataset.soFar.replace("{percent}", String(percent));
  find("percent").hidden = isDone;
  find("seen").hidden = isDone;
  for (const node of root.querySelectorAll("[data-done]")) node.hidden = !isDone;
  for (const [at, chapter] of chapters.entries()) {
    const own = [...chapter.node.querySelectorAll("[data-step]")];
    const mark = root.querySelectorAll("[data-chapter-seen]")[at];
    mark.hidden = !(isDone || (own.length > 0 && own.every((node) => seen.has(Number(node.dataset.step)))));
  }
  if (isDone && !isTold) {
    isTold = true;
    save();
  }
}

/* Time ------------------------------------------------------------------------------- */
function go(to) {
  second = Math.min(Math.max(to, 0), seconds);
  if (film && film.readyState > 0) {
    isOurs = true;
    film.currentTime = Math.max(0, second - filmFrom);
  }
  bring(draw());
}

/* What was asked stands below the slide, which stays on top. */
function bring(beside) {
  const slide = before(slides, second);
  (slide ?? beside)?.node.scrollIntoView({ block: beside ? "start" : "nearest" });
}

function step(to) {
  if (!film) pause();
  go(to);
  look();
}

function advance(to) {
  const stop = asked.find((step) => step.at > second && step.at <= to && !step.node.hasAttribute("data-answered"));
  second = Math.min(stop ? stop.at : to, seconds);
  const beside = draw();
  if (stop) {
    pause();
    said.textContent = root.dataset.ask;
    bring(beside);
  } else if (second >= seconds) {
    end();
  }
  look();
}

function end() {
  pause();
  said.textContent = root.dataset.end;
}

/* Without a film time runs as fast as what stands there can be read: the hours of speaking are not waited for. */
function pace() {
  const from = stops.filter((at) => at <= second).at(-1) ?? 0;
  const until = stops.find((at) => at > second) ?? seconds;
  const words = steps
    .filter((each) => each.node.hasAttribute("data-now"))
    .map((each) => each.node.querySelector("img")?.alt ?? each.node.textContent)
    .join(" ")
    .split(/\s+/).length;
  return Math.max(1, (until - from) / (LOOK + words * PER_WORD));
}

function tick(now) {
  if (!playing || film) return;
  advance(second + ((now - ticked) / 1000) * Number(find("speed").value) * pace());
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
  look();
  if (film) {
    film.playbackRate = Number(find("speed").value);
    void film.play();
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
const on = () => {
  const next = stops.find((at) => at > second + 0.05);
  step(next ?? seconds);
  if (next === undefined) end();
};
const back = () => step(stops.filter((at) => at < second - 0.5).at(-1) ?? 0);

/* Where one is, kept by the server ----------------------------------------------------- */
function save() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", find("seen").elements.csrfmiddlewaretoken.value);
  body.set("second", String(Math.ceil(second)));
  body.set("quiet", "1");
  if (seen.size) body.set("seen", [...seen].sort((a, b) => a - b).join(","));
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
find("time").addEventListener("change", look);
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
    step(Number(link.dataset.go));
  });
}
for (const form of root.querySelectorAll("[data-asked] form")) form.addEventListener("submit", save);
if (film) {
  film.addEventListener("timeupdate", () => playing && advance(film.currentTime + filmFrom));
  film.addEventListener("seeked", () => {
    if (!isOurs) second = Math.min(Math.max(film.currentTime + filmFrom, 0), seconds);
    isOurs = false;
    draw();
    look();
  });
  film.addEventListener("ended", () => {
    let heard = Math.max(0, Number(root.dataset.second) - filmFrom);
    for (let at = 0; at < film.played.length; at += 1) heard += film.played.end(at) - film.played.start(at);
    if (heard < MOSTLY * film.duration) return;
    isDone = true;
    tellSeen();
  });
  film.addEventListener("play", () => {
    playing = true;
    dressed();
  });
  film.addEventListener("pause", pause);
  if (film.readyState > 0) go(second);
  else film.addEventListener("loadedmetadata", () => go(second), { once: true });
}

function aside(by) {
  go(second + by);
  find("time").value = String(Math.floor(second));
  look();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || root.hasAttribute("data-listed")) return;
  const onTime = event.target === find("time");
  if (event.target.closest("input, textarea, select, video, summary") && !(onTime && event.key.startsWith("Arrow"))) return;
  if (event.key === " " && event.target.closest("button, a")) return;
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const does = {
    " ": toggle,
    n: on,
    p: back,
    ArrowLeft: () => aside(forward === "ArrowLeft" ? ASIDE : -ASIDE),
    ArrowRight: () => aside(forward === "ArrowRight" ? ASIDE : -ASIDE),
    ArrowUp: onTime && (() => aside(ASIDE)),
    ArrowDown: onTime && (() => aside(-ASIDE)),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

/* A link to a step, or back to it after an answer -------------------------------------- */
const named = location.hash && document.getElementById(location.hash.slice(1));
const wanted = named && [...asked, ...chapters].find((one) => one.node === named);
if (wanted) second = wanted.at;
for (const node of root.querySelectorAll("[data-with-script]")) node.hidden = false;
root.toggleAttribute("data-player", true);
draw();
look();
if (named) named.scrollIntoView({ block: "nearest" });

// The reader's own hours beside a sitting's, for visitors of whom nothing is known: only their browser knows its zone.
const LOCALES = { en: "en-GB", pt: "pt-PT" };
const FIELDS = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
const language = document.documentElement.lang;
const locale = LOCALES[language] ?? language;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

const words = (starts, ends, timeZone) =>
  new Intl.DateTimeFormat(locale, { ...FIELDS, timeZone }).formatRange(starts, ends);

const zoneName = (at) => {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: here, timeZoneName: "longGeneric" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName").value;
};

for (const line of document.querySelectorAll("[data-own-time]")) {
  const starts = new Date(line.dataset.starts);
  const ends = new Date(line.dataset.ends);
  const own = words(starts, ends, here);
  if (own === words(starts, ends, line.dataset.zone)) continue;
  line.querySelector("span").textContent = `${own} · ${zoneName(starts)}`;
  line.hidden = false;
}

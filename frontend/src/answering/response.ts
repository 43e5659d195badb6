/** What is given in a question's fields, as the JSON that is kept. quizzes/forms/answering/reading.py reads the same fields in the
 *  same way; docs/rules/answering.md lists them, and tests/quizzes/answers.json holds both to it. */

export interface Response {
  choices?: number[];
  number?: number | string;
  unit?: string;
  text?: string;
  words?: string[];
  matches?: Record<string, number>;
  gaps?: Record<string, number | string>;
  point?: [number | string, number | string];
  code?: string;
}

/** As much of a fieldset as is read. */
export interface Fields {
  readonly dataset: { readonly position?: string; readonly kind?: string };
  readonly elements: ArrayLike<unknown>;
}

type Sent = [what: string, value: string, control: { inputMode?: string; tagName?: string }][];

/** The response of one question, null when nothing is given. A number that cannot be read is left as it was typed: the server
 *  says why it is not taken. */
export function readResponse(fieldset: Fields): Response | null {
  const read = READERS[fieldset.dataset.kind ?? ""];
  return read ? read(sentBy(fieldset)) : null;
}

function sentBy(fieldset: Fields): Sent {
  const prefix = `q${fieldset.dataset.position}-`;
  const sent: Sent = [];
  for (const element of Array.from(fieldset.elements)) {
    const control = element as HTMLInputElement;
    const ticked = control.type !== "radio" && control.type !== "checkbox" ? true : control.checked;
    if (control.name?.startsWith(prefix) && ticked) sent.push([control.name.slice(prefix.length), control.value, control]);
  }
  return sent;
}

const first = (sent: Sent, what: string) => sent.find(([name]) => name === what)?.[1].trim() ?? "";
const under = (sent: Sent, letter: string) =>
  sent.filter(([name, value]) => name.startsWith(letter) && /^\d+$/.test(name.slice(1)) && value.trim() !== "");
const filled = <Value>(rows: [string, Value][]) => (rows.length ? Object.fromEntries(rows) : null);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Digits of any script as European ones. Unicode keeps the ten digits of a script together, from its zero on. */
function digits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0)!;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero -= 1;
    return String(digit.codePointAt(0)! - zero);
  });
}

/** A number as people write it: with a comma or a point, with digits of their script. */
export function numberOf(typed: string): number | string {
  const plain = digits(typed.replace(/\s+/g, "").replace(/,/g, ".").replace(/٫/g, ".").replace(/−/g, "-"));
  return NUMBER.test(plain) ? Number(plain) : typed.trim();
}

function share(typed: string): number | string {
  const percent = numberOf(typed);
  return typeof percent === "number" ? Math.round(Math.min(100, Math.max(0, percent)) * 100) / 10000 : percent;
}

function chosen(sent: Sent): Response | null {
  const choices = sent.filter(([what, value]) => what === "choice" && value).map(([, value]) => Number(value));
  return choices.length ? { choices } : null;
}

/** By place; of two on the same place the one listed first, by the ids' order in the question, which ids keep when rows move. */
function ordered(sent: Sent): Response | null {
  const places = new Map<number, number>();
  const rows = under(sent, "p").map(([what, value]): [number, number] => [Number(what.slice(1)), Number(value)]);
  for (const [choice, place] of rows) if (!places.has(place)) places.set(place, choice);
  const choices = [...places].sort(([one], [other]) => one - other).map(([, choice]) => choice);
  return choices.length ? { choices } : null;
}

function number(sent: Sent): Response | null {
  const typed = first(sent, "number");
  const unit = first(sent, "unit");
  if (!typed) return null;
  return unit ? { number: numberOf(typed), unit } : { number: numberOf(typed) };
}

function text(sent: Sent): Response | null {
  const typed = sent.find(([what]) => what === "text")?.[1] ?? "";
  return typed.trim() ? { text: typed } : null;
}

function words(sent: Sent): Response | null {
  const found = under(sent, "w").map(([, value]) => value.trim());
  return found.length ? { words: found } : null;
}

function matches(sent: Sent): Response | null {
  const found = filled(under(sent, "m").map(([what, value]): [string, number] => [what.slice(1), Number(value)]));
  return found && { matches: found };
}

function gaps(sent: Sent): Response | null {
  const found = filled(
    under(sent, "g").map(([what, value, control]): [string, number | string] => [
      what.slice(1),
      control.tagName === "SELECT" ? Number(value) : control.inputMode === "decimal" ? numberOf(value) : value.trim(),
    ]),
  );
  return found && { gaps: found };
}

/** A point, in percent from the picture's top left corner; else an area by its name. */
function place(sent: Sent): Response | null {
  const across = first(sent, "x");
  const down = first(sent, "y");
  return across && down ? { point: [share(across), share(down)] } : chosen(sent);
}

function code(sent: Sent): Response | null {
  const typed = digits(first(sent, "code").replace(/[\s.]+/g, ""));
  return typed ? { code: typed } : null;
}

const READERS: Record<string, (sent: Sent) => Response | null> = {
  single: chosen,
  multiple: chosen,
  true_false: chosen,
  matching: matches,
  ordering: ordered,
  ranking: ordered,
  numeric: number,
  scale: number,
  short_text: text,
  open_text: text,
  essay: text,
  cloze: gaps,
  hotspot: place,
  hs: code,
  word_cloud: words,
};

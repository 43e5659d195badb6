/** Texts, numbers, dates and names in the reader's language, which may change while the page is open. */

import { signal } from "@preact/signals";
import type { Language } from "./protocol";

type Values = Record<string, string | number>;

export interface Catalogue {
  language: Language;
  /** A plural's forms are keyed by its singular, in the order of gettext. */
  messages: Record<string, string | string[]>;
  /** Sentences of refusal codes, with placeholders as `%(name)s`. */
  codes: Record<string, string>;
}

const EMPTY: Catalogue = { language: "en", messages: {}, codes: {} };
const catalogue = signal<Catalogue>(EMPTY);
/** The language of the interface. Reading it in a component makes that component follow it. */
export const language = signal<Language>("en");

/** Locales of formats: 24 hours, European Portuguese, and Latin digits everywhere. */
const LOCALES: Record<Language, string> = {
  en: "en-GB",
  fr: "fr",
  ru: "ru",
  es: "es",
  pt: "pt-PT",
  ar: "ar-u-nu-latn",
};

export function locale(): string {
  return LOCALES[language.value];
}

export function direction(code: string = language.value): "ltr" | "rtl" {
  return code === "ar" ? "rtl" : "ltr";
}

/** Use `next` from now on, on `<html>` too. */
export function applyCatalogue(next: Catalogue): void {
  catalogue.value = next;
  language.value = next.language;
  document.documentElement.lang = next.language;
  document.documentElement.dir = direction(next.language);
}

/** Fetch the texts of a language, then use them. Without them the interface stays as it is. */
export async function loadCatalogue(code: Language, address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`No texts for ${code}.`);
  applyCatalogue((await response.json()) as Catalogue);
}

function fill(text: string, values?: Values): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** The text in the reader's language. Placeholders are `{name}`; numbers among the values are formatted. */
export function t(message: string, values?: Values): string {
  const found = catalogue.value.messages[message];
  return fill(typeof found === "string" && found ? found : message, values);
}

const CATEGORIES: Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];
const rules = new Map<string, Intl.PluralRules>();

/** The right plural form of `count`, which is also the value of `{count}`. */
export function plural(count: number, one: string, many: string, values?: Values): string {
  const { messages, language: code } = catalogue.value;
  const forms = messages[one];
  const all = { count, ...values };
  if (!Array.isArray(forms)) return fill(count === 1 ? one : many, all);
  let rule = rules.get(code);
  if (!rule) rules.set(code, (rule = new Intl.PluralRules(LOCALES[code])));
  return fill(forms[formIndex(rule, count, forms.length)] || many, all);
}

/** Which of gettext's forms serves `count`: they follow the order of CLDR's categories, as far as a language has them. */
export function formIndex(rule: Intl.PluralRules, count: number, forms: number): number {
  const own = rule.resolvedOptions().pluralCategories;
  // French, Spanish and Portuguese have "many" for round millions, which gettext's two forms leave out.
  const used = forms === 2 ? ["one", "other"] : CATEGORIES.filter((name) => own.includes(name));
  const index = used.indexOf(rule.select(count));
  return index < 0 ? forms - 1 : Math.min(index, forms - 1);
}

/** The sentence of a refusal code, in the reader's language. */
export function sentence(code: string, data: Record<string, unknown> = {}): string {
  const codes = catalogue.value.codes;
  const text = codes[code] ?? codes["unknown"] ?? t("This cannot be done now. Nothing was changed.");
  return fill(text.replace(/%\((\w+)\)[a-z]/g, "{$1}").replace(/%%/g, "%"), data as Values);
}

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function format<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  const whole = `${locale()} ${key}`;
  let found = formats.get(whole) as F | undefined;
  if (!found) formats.set(whole, (found = make()));
  return found;
}

export function number(value: number, digits = 1): string {
  return format(`n${digits}`, () => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits })).format(
    value + 0, // no “-0”
  );
}

/** A share from 0 to 1 as a whole percentage. */
export function percent(share: number): string {
  return format("%", () => new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 })).format(share);
}

let own: string | undefined;

/** Tell times in this IANA zone, where the browser knows it; else in the browser's own. */
export function setOwnZone(zone: string): void {
  try {
    own = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone && zone;
  } catch {
    own = undefined;
  }
}

/** The zone in which times are told. */
export function ownZone(): string {
  return own ?? (Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
}

/** Hours and minutes of an instant (seconds since 1970) in the viewer's zone, or in `zone`. */
export function time(instant: number, zone: string = ownZone()): string {
  return format(
    `t${zone}`,
    () => new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }),
  ).format(instant * 1000);
}

/** The day of an instant in the viewer's zone, or in `zone`: “Tuesday 9 June”. */
export function day(instant: number, zone: string = ownZone()): string {
  return format(
    `d${zone}`,
    () => new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", timeZone: zone }),
  ).format(instant * 1000);
}

/** “4 min ago”, or “now”, from seconds: in words that the browser knows, as texts of this file are not translated. */
export function ago(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 1) return format("now", () => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" })).format(0, "second");
  const rules = format("r", () => new Intl.RelativeTimeFormat(locale(), { style: "short", numeric: "always" }));
  return minutes < 60 ? rules.format(-minutes, "minute") : rules.format(-Math.floor(minutes / 60), "hour");
}

/** Whether the viewer's zone and another one show the same day and clock at an instant. */
export function sameClock(instant: number, zone: string): boolean {
  return time(instant) === time(instant, zone) && day(instant) === day(instant, zone);
}

let cityNames: Partial<Record<Language, Record<string, string>>> = {};

export function setCityNames(names: Partial<Record<Language, Record<string, string>>>): void {
  cityNames = names;
}

/** The city of an IANA zone in the reader's language, else as far as the zone's name tells. */
export function cityOf(zone: string): string {
  const known = cityNames[language.value]?.[zone];
  if (known) return known;
  return (zone.split("/").pop() ?? zone).replace(/_/g, " ");
}

let overrides: Partial<Record<Language, Record<string, string>>> = {};

export function setCountryNames(names: Partial<Record<Language, Record<string, string>>>): void {
  overrides = names;
}

const names = new Map<string, Intl.DisplayNames>();

function displayNames(type: "region" | "language"): Intl.DisplayNames {
  const key = `${type} ${locale()}`;
  let found = names.get(key);
  if (!found) names.set(key, (found = new Intl.DisplayNames([locale()], { type })));
  return found;
}

/** The name of a country by its code; empty for an empty code. */
export function country(code: string): string {
  if (!code) return "";
  return overrides[language.value]?.[code] ?? displayNames("region").of(code) ?? code;
}

/** The name of a language in the reader's own: “Arabic”. */
export function languageName(code: string): string {
  return displayNames("language").of(code) ?? code;
}

/** The letter of a choice, from 0: A B C, or أ ب ج. Latin for Russian too: a spoken “B” must mean one choice to all. */
export function letter(index: number): string {
  return (language.value === "ar" ? "أبجدهوزحطيكل" : "ABCDEFGHIJKL")[index] ?? number(index + 1);
}

/** What the page tells the browser's code at the start: addresses, languages, the person's rights. */

import type { Language, RightCode } from "../protocol";

export interface LanguageChoice {
  code: Language;
  name: string;
  direction: "ltr" | "rtl";
}

export interface RoomConfig {
  room: number;
  person: number;
  websocket: string;
  language: Language;
  languages: LanguageChoice[];
  /** Name of the cookie that keeps the choice of language for every page. */
  language_cookie: string;
  /** Address of each language's texts. */
  catalogues: Record<Language, string>;
  /** Address of the sprite of drawings. */
  icons: string;
  /** Address of the worker that beats while the tab is in the background. */
  beat: string;
  home_url: string;
  webinar_url: string;
  attendance_url: string | null;
  /** What the room offers to fill in now, as a part of a page; empty (204) when there is nothing. */
  survey_url: string;
  sign_in_url: string;
  probe_url: string;
  /** True for those with the right to be backstage. */
  console: boolean;
  rights: RightCode[];
  /** The IANA zone of the person, in which the room tells times as the other pages do. */
  zone: string;
  /** Cities of the webinar's zone and of the person's, by language. */
  cities: Partial<Record<Language, Record<string, string>>>;
  /** Names of countries where the Organization's differ from CLDR's, by language. */
  countries: Partial<Record<Language, Record<string, string>>>;
}

function read(): RoomConfig {
  const element = document.getElementById("room-config");
  if (!element?.textContent) throw new Error("The page holds no room-config.");
  return JSON.parse(element.textContent) as RoomConfig;
}

export const config: RoomConfig = read();

/** The room's page: lobby, trainee's room, and console, in the reader's language. */

import { render } from "preact";
import { language, loadCatalogue, setCityNames, setCountryNames, setOwnZone } from "../i18n";
import { App } from "./App";
import { resume } from "./commands";
import { config } from "./config";
import { open } from "./connection";

async function start(place: HTMLElement): Promise<void> {
  setCountryNames(config.countries);
  setCityNames(config.cities);
  setOwnZone(config.zone);
  try {
    await loadCatalogue(config.language, config.catalogues[config.language]);
  } catch {
    // Without texts the room is better in English than closed.
    language.value = config.language;
  }
  resume();
  open();
  place.replaceChildren();
  render(<App />, place);
}

const place = document.getElementById("room");
if (place) void start(place);

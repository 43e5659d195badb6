/** SCORM 1.2. */

import * as library from "scorm-again/scorm12";

import type { Api } from "./api";
import { begin } from "./player";

type Made = Api & { LMSFinish(nothing: ""): string };
/** Its types name a default export that its modules do not have. */
const { Scorm12API } = library as unknown as { Scorm12API: new (settings: object) => Made };

begin({
  name: "API",
  failure: 101,
  make: (settings) => new Scorm12API(settings),
  end: (api) => void (api as Made).LMSFinish(""),
});

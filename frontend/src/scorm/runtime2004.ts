/** SCORM 2004, run-time of the 4th edition. */

import * as library from "scorm-again/scorm2004";

import type { Api, Edition } from "./api";
import { begin } from "./player";
import { Sequenced } from "./sequenced";

type Made = Api & { Terminate(nothing: ""): string };
/** Its types name a default export that its modules do not have. */
const { Scorm2004API } = library as unknown as { Scorm2004API: new (settings: object) => Made };

const edition: Edition = {
  name: "API_1484_11",
  failure: 391,
  make: (settings) => new Scorm2004API(settings),
  end: (api) => void (api as Made).Terminate(""),
  sequenced: (config, frame) => new Sequenced(edition, config, frame),
};

begin(edition);

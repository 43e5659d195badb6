/** scorm-again as packages find it in a window, with this server behind it. */

import type { Line } from "./line";
import type { Config, Player } from "./player";

export interface Api {
  on(name: string, call: (value?: string) => void): void;
  loadFromJSON(values: Record<string, unknown>, element: string): void;
  isInitialized(): boolean;
  isTerminated(): boolean;
}

interface Metadata {
  trigger?: string;
}

interface Answer {
  result: string;
  errorCode: number;
}

export interface Edition {
  /** The name that packages look for. */
  name: "API" | "API_1484_11";
  /** What is answered when something could not be stored. */
  failure: number;
  make(settings: object): Api;
  /** Finish a session that the item left open. */
  end(api: Api): void;
  /** What plays packages that order their items, where the edition knows such. */
  sequenced?(config: Config, frame: HTMLIFrameElement): Player;
}

const OK: Answer = { result: "true", errorCode: 0 };

/** A run-time whose commits go out on the line of what is open. ``ended`` is called when an item has ended its session. */
export function open(edition: Edition, line: () => Line, settings: object = {}, ended: () => void = () => undefined): Api {
  const httpService = {
    processHttpRequest(_url: string, sent: { cmi?: unknown }, isEnd: boolean, _log: unknown, _listeners: unknown, about?: Metadata): Answer {
      if (about?.trigger === "autocommit") {
        void line().storeLater(sent.cmi);
        return OK;
      }
      if (isEnd) ended();
      return line().store(sent.cmi, isEnd) ? OK : { result: "false", errorCode: edition.failure };
    },
    updateSettings(): void {},
  };
  return edition.make({
    httpService,
    lmsCommitUrl: "commit",
    alwaysSendTotalTime: true,
    autocommit: true,
    autocommitSeconds: 10,
    selfReportSessionTime: false,
    logLevel: 5,
    uninitializedGetLogLevel: 5,
    ...settings,
  });
}

export function show(edition: Edition, api: Api): void {
  (window as unknown as Record<string, unknown>)[edition.name] = api;
}

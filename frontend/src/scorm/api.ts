/** scorm-again as packages find it in a window, with this server behind it. */

import { type Beginning, Line, type Told } from "./line";

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
}

const OK: Answer = { result: "true", errorCode: 0 };

export function open(edition: Edition, address: string, beginning: Beginning, tell: (told: Told) => void): Api {
  const line = new Line(address, beginning, tell);
  const httpService = {
    processHttpRequest(_url: string, sent: { cmi?: unknown }, isEnd: boolean, _log: unknown, _listeners: unknown, about?: Metadata): Answer {
      if (about?.trigger === "autocommit") {
        void line.storeLater(sent.cmi);
        return OK;
      }
      return line.store(sent.cmi, isEnd) ? OK : { result: "false", errorCode: edition.failure };
    },
    updateSettings(): void {},
  };
  const api = edition.make({
    httpService,
    lmsCommitUrl: address,
    alwaysSendTotalTime: true,
    autocommit: true,
    autocommitSeconds: 10,
    selfReportSessionTime: false,
    logLevel: 5,
    uninitializedGetLogLevel: 5,
  });
  api.loadFromJSON(beginning.cmi, "cmi");
  return api;
}

export function show(edition: Edition, api: Api): void {
  (window as unknown as Record<string, unknown>)[edition.name] = api;
}

/** As much of a browser as the line to the room asks for: a page with its configuration, and sockets that tests drive. */

export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  sent: { type: string; id: string; [name: string]: unknown }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closed: { code: number }) => void) | null = null;

  constructor(
    readonly address: string,
    readonly subprotocol: string,
  ) {
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    return FakeSocket.all[FakeSocket.all.length - 1]!;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drops(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  sentOf(type: string) {
    return this.sent.filter((message) => message.type === type);
  }
}

const kept = new Map<string, string>();
const nothing = () => undefined;
const page = {
  textContent: JSON.stringify({
    room: 1,
    person: 9,
    websocket: "/ws/rooms/1/",
    language: "fr",
    languages: [],
    catalogues: {},
    beat: "/beat.js",
    probe_url: "/probe/",
    survey_url: "/survey/",
    rights: [],
    cities: {},
    countries: {},
  }),
};

export const listeners = new Map<string, () => void>();

Object.assign(globalThis, {
  window: globalThis,
  document: {
    getElementById: () => page,
    documentElement: {},
    addEventListener: (name: string, heard: () => void) => listeners.set(name, heard),
    visibilityState: "visible",
  },
  location: { href: "http://localhost/rooms/1/", protocol: "http:" },
  addEventListener: (name: string, heard: () => void) => listeners.set(name, heard),
  sessionStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  },
  WebSocket: FakeSocket,
  Worker: class {
    onmessage = nothing;
    onerror = nothing;
  },
  fetch: () => Promise.reject(new Error("No line.")),
});

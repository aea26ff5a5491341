// Written by a test from the table in the code: do not edit. Declarations for embed.js.

/** What `ask` sends, by the type of the message. */
export interface AncAsks {
  /** Opens a scenario of the library. */
  load: { scenario: string; seed?: number; t?: string; lesson?: boolean };
  /** Lets time pass. */
  play: {};
  /** Lets time stand still. */
  pause: {};
  /** Goes to a moment. */
  seek: { to: string };
  /** Says how fast time passes: `auto`, `1m`, `10m`, `1h`, `6h`, `1d` or `1w` a second. */
  speed: { speed: string };
  /** Does something, now. */
  act: { command: object };
  /** Asks for the state. */
  get: {};
}

/** The detail of the events `anc-ready`, `anc-state` …, by the type of the message. */
export interface AncTells {
  /** A scenario is open, and messages are read. */
  ready: { version: string; protocol: number };
  /** The page is this high, in pixels. */
  resize: { height: number };
  /** The state: when it is asked for, and when time begins to pass, stands still or jumps. */
  state: { scenario: string; title: string; seed: number; t: string; end: string; playing: boolean; digest?: string };
  /** Something of note happened. */
  record: { t: string; title: string; detail: string };
  /** What became of a goal of the lesson: `open`, `reached` or `missed`; the points by now. */
  goal: { goal: number; title: string; outcome: string; points: number };
  /** What was asked for is done. */
  done: {};
  /** What was asked for was not done, and why. */
  error: { code: string; says: string };
}

export interface AncSimulator extends HTMLElement {
  /** Begins the simulator in the place of its picture; answers when it is ready. */
  begin(): Promise<AncSimulator>;
  /** Sends a message; answers with what the simulator says to it. An error has a `code`. */
  ask<Type extends keyof AncAsks>(type: Type, fields?: AncAsks[Type]): Promise<object>;
  load(scenario: string, more?: { seed?: number; t?: string; lesson?: boolean }): Promise<object>;
  play(): Promise<object>;
  pause(): Promise<object>;
  seek(to: string): Promise<object>;
  act(command: object): Promise<object>;
  state(): Promise<AncTells["state"]>;
}

declare global {
  interface HTMLElementTagNameMap {
    "anc-simulator": AncSimulator;
  }
}

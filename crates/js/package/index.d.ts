/** A scenario file: its text, or what JSON makes of it. `anc-simulator/scenario.schema.json` is its schema. */
export type ScenarioFile = string | object;

/** A moment or a length of time, such as `1d6h30m`. */
export type Moment = string;

/** An event of a scenario file, without a moment: `{ admin: { action: "retryChecks", connection: "anc" } }`. */
export type Command = Record<string, unknown>;

/** What is wrong with a file, and where. `line` 0: nowhere. */
export interface FileError {
  pointer: string;
  line: number;
  column: number;
  message: string;
  suggestion: string | null;
}

/** The identity of a record. */
export interface RecordKey {
  /** Milliseconds since the start. */
  at: number;
  /** What it is of: `connection/anc-weu`. */
  entity: string;
  kind: string;
  n: number;
}

/** Something that happened. */
export interface RunRecord {
  key: RecordKey;
  utc: string;
  /** What triggered it; null: it is a beginning. */
  cause: RecordKey | null;
  /** What it rested on. */
  because: RecordKey[];
  tone: string;
  title: string;
  text: string;
}

/** Why something happened. */
export interface Answer {
  /** In one sentence. */
  sentence: string;
  /** The records of the reasons, those that count most first. */
  reasons: RunRecord[];
  /** From what happened down to where it began. */
  chain: RunRecord[];
}

/** Something that must hold, and what became of it. */
export interface Expectation {
  pointer: string;
  line: number;
  when: string;
  expected: string;
  /** `open`: it is not decided at this moment. */
  verdict: "open" | "held" | "failed" | "notReached";
  /** What was seen instead, where it failed. */
  seen: string | null;
}

/** Why an action was refused. */
export interface Refusal {
  rule: string;
  fact: string;
  about: string | null;
}

export interface State {
  id: string;
  title: string;
  seed: number;
  now: Moment;
  utc: string;
  /** The moment at which the run ends. */
  end: Moment;
  /** How many records there are, kept or counted. */
  records: number;
  /** The digest of all records: the same everywhere for the same file, seed and actions. */
  digest: string;
  /** The limit that stopped the run. */
  stopped: string | null;
}

/** A run of a scenario. */
export interface Run {
  readonly state: State;
  readonly digest: string;
  /** Goes to a moment, forwards or back; without one to the end. Throws `Rejected` for what is no moment. */
  run(until?: Moment): this;
  /** Does something, now. Null: it was done; otherwise why it was refused. Throws `Rejected` where there is no such thing to do. */
  act(command: Command): Refusal | null;
  /** Sends an intent of docs/intents.md, such as `{ intent: "undo" }`, and gives what changed. */
  send(intent: { intent: string; [field: string]: unknown }): Record<string, unknown>[];
  records(options?: { from?: number }): RunRecord[];
  /** Why a record happened; null: it is a beginning, or routine that nothing disturbed. */
  why(record: { key: RecordKey }): Answer | null;
  expectations(): Expectation[];
  /** The expectations that do not hold. */
  failures(): Expectation[];
  /** The run as a scenario file: what was done by hand happens in it by itself. */
  export(): object;
  /** Gives its memory back. */
  free(): void;
}

export interface Options {
  /** Another seed than the file's. */
  seed?: number;
}

/** Opens a scenario, at its start. Throws `ScenarioError`. */
export function load(file: ScenarioFile, options?: Options): Run;

/** Opens a scenario and plays it to its end. Throws `ScenarioError`. */
export function run(file: ScenarioFile, options?: Options): Run;

/** The file is wrong. */
export class ScenarioError extends Error {
  readonly errors: FileError[];
}

/** What was wanted of a run is no such thing, or the run has met a limit. */
export class Rejected extends Error {}

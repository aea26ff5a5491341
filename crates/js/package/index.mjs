// What index.d.ts declares, over the program, which speaks JSON.
import { Run as Program } from "./anc.js";

export class ScenarioError extends Error {
  constructor(errors) {
    super(errors.map(({ line, column, pointer, message, suggestion }) => {
      const place = line > 0 ? `${line}:${column}: ` : "";
      return `${place}${pointer ? `${pointer}: ` : ""}${message}${suggestion ? ` — did you mean ${JSON.stringify(suggestion)}?` : ""}`;
    }).join("\n"));
    this.name = "ScenarioError";
    this.errors = errors;
  }
}

export class Rejected extends Error {
  constructor(why) {
    super(why);
    this.name = "Rejected";
  }
}

/** Does something that may find the file wrong. */
function orScenarioError(what) {
  try {
    return what();
  } catch (errors) {
    throw typeof errors === "string" ? new ScenarioError(JSON.parse(errors)) : errors;
  }
}

const text = (file) => (typeof file === "string" ? file : JSON.stringify(file));

class Run {
  #program;

  constructor(file, { seed } = {}) {
    if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) throw new RangeError(`${seed} is no seed: a whole number from 0 on`);
    this.#program = orScenarioError(() => new Program(text(file), seed === undefined ? undefined : BigInt(seed)));
  }

  send(intent) {
    try {
      return JSON.parse(this.#program.send(JSON.stringify({ version: 1, ...intent })));
    } catch (why) {
      throw typeof why === "string" ? new Rejected(why) : why;
    }
  }

  get state() {
    return JSON.parse(this.#program.state());
  }

  get digest() {
    return this.state.digest;
  }

  run(until = this.state.end) {
    this.send({ intent: "seek", to: until });
    const { stopped } = this.state;
    if (stopped) throw new Rejected(stopped);
    return this;
  }

  act(command) {
    const acted = this.send({ intent: "act", command }).find((change) => change.acted)?.acted;
    return acted?.refused ?? null;
  }

  records({ from = 0 } = {}) {
    return JSON.parse(this.#program.records(from));
  }

  why({ key }) {
    const answer = this.#program.why(JSON.stringify(key));
    return answer === undefined ? null : JSON.parse(answer);
  }

  expectations() {
    return JSON.parse(this.#program.expectations());
  }

  failures() {
    return this.expectations().filter(({ verdict }) => verdict === "failed");
  }

  export() {
    return JSON.parse(orScenarioError(() => this.#program.export()));
  }

  free() {
    this.#program.free();
  }
}

export const load = (file, options) => new Run(file, options);

export const run = (file, options) => load(file, options).run();

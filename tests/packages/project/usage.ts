// Everything that the package declares, as somebody would use it: only compiled.

import { load, run, Rejected, ScenarioError, type Answer, type Expectation, type Refusal, type RunRecord } from "anc-simulator";
import { assertHolds, toHold } from "anc-simulator/matchers";

const played = load({ format: 1 }, { seed: 7 });
const refused: Refusal | null = played.run("1h").act({ admin: { action: "retryChecks", connection: "anc" } });
const changes: Record<string, unknown>[] = played.send({ intent: "undo" });
const records: RunRecord[] = played.records({ from: 3 });
const answer: Answer | null = played.why(records[0]);
const sentence: string | undefined = answer?.chain.map((step) => step.title).join(refused?.fact ?? changes.length.toString());
const failed: Expectation[] = played.failures().concat(played.expectations());
const { digest, state } = played;
const again: object = played.export();
assertHolds(run(again));
console.log(toHold(played).message(), digest, state.now, sentence, failed[0].verdict === "failed");
try {
  run("{}");
} catch (error) {
  if (error instanceof ScenarioError) console.log(error.errors[0].line);
  if (error instanceof Rejected) console.log(error.message);
}

// @ts-expect-error A seed is a number.
load("{}", { seed: "7" });
// @ts-expect-error There is no such verdict.
failed[0].verdict === "passed";
played.free();

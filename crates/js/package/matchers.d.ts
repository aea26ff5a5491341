import type { Run } from "anc-simulator";

/** For what extends `expect`, as Jest does: `expect.extend({ toHold })`, then `expect(run(file)).toHold()`. */
export function toHold(run: Run): { pass: boolean; message: () => string };

/** For `node:test`, and anything else: throws where an expectation of the run does not hold. */
export function assertHolds(run: Run): void;

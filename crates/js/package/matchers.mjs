// Whether all expectations of a run hold.

/** For what extends `expect`, as Jest does: expect.extend({ toHold }), then expect(run(file)).toHold(). */
export function toHold(run) {
  // What is still open does not hold: somebody forgot to let the run go to its end.
  const failed = run.expectations().filter(({ verdict }) => verdict === "failed" || verdict === "open");
  const { id, seed } = run.state;
  const lines = failed.map(({ line, pointer, when, expected, seen }) => `${line}: ${pointer} ${when}: expected: ${expected}; but ${seen ?? "the run is not there yet"}`);
  return {
    pass: failed.length === 0,
    message: () => (lines.length === 0 ? `${id} (seed ${seed}) holds` : `${id} (seed ${seed}) does not hold:\n${lines.join("\n")}`),
  };
}

/** For node:test, and anything else. */
export function assertHolds(run) {
  const { pass, message } = toHold(run);
  if (!pass) throw Object.assign(new Error(message()), { name: "AssertionError", code: "ERR_ASSERTION" });
}

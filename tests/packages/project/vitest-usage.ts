// The matcher that the package teaches Vitest: only compiled.

import { run } from "anc-simulator";
import "anc-simulator/vitest";
import { expect } from "vitest";

expect(run("{}")).toHold();
// @ts-expect-error There is no such matcher.
expect(run("{}")).toDance();

// Teaches Vitest's `expect` whether all expectations of a run hold.
import { expect } from "vitest";
import { toHold } from "./matchers.mjs";

expect.extend({ toHold });

import "vitest";

declare module "vitest" {
  interface Matchers<T = any> {
    /** All expectations of the run hold. */
    toHold(): T;
  }
}

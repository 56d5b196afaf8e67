import { define } from "../../model/definition/definition.js";
import type { Origin } from "../../model/definition/origin.js";

/**
 * Panels of one call. If some of its options are unknown, the first panel remembers them, for the compiler to report: a
 * list has no origin of its own.
 */
export function withOrigin<P extends object>(panels: readonly P[], origin: Origin): readonly P[] {
  const [first, ...others] = panels;
  if (first === undefined || origin.wrongOptions === undefined) return panels;
  return [define(first, origin), ...others];
}

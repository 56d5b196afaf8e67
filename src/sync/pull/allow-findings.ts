import { isAllowable } from "../../check/allow.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { PulledObject } from "./pull.js";

/**
 * Finds the errors of checks in pulled objects. They run already, so they should not stop a build: the
 * definitions allow these errors until somebody corrects them.
 *
 * @returns the ids of checks by object; objects without an error are left out
 */
export function findAllowances(
  pulled: readonly PulledObject[],
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<PulledObject, readonly string[]> {
  const byFile = new Map(pulled.flatMap((one) => one.files.map((file) => [file, one] as const)));
  const found = new Map<PulledObject, Set<string>>();
  for (const { severity, id, span } of diagnostics) {
    const one = severity === "error" && isAllowable(id) && span ? byFile.get(span.file) : undefined;
    if (one) found.set(one, (found.get(one) ?? new Set()).add(id));
  }
  return new Map([...found].map(([one, ids]) => [one, [...ids].sort()]));
}

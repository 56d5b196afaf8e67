import { walkDefinitions } from "../../model/definition/walk-definitions.js";

/**
 * Freezes definitions and all they contain, so that checks and simulations see what was compiled. Those in `frozen` are
 * skipped; others are added.
 */
export function deepFreeze(values: readonly unknown[], frozen?: Set<object>): void {
  walkDefinitions(values, undefined, (value) => void Object.freeze(value), frozen);
}

import { walkDefinitions } from "../../model/definition/walk-definitions.js";

/** Freezes definitions and all they contain, so that checks and simulations see what was compiled. */
export function deepFreeze(values: readonly unknown[]): void {
  walkDefinitions(values, undefined, (value) => void Object.freeze(value));
}

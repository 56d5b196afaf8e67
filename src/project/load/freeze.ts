import { isDefinition } from "../../model/definition/definition.js";

/** Nesting deeper than this is not frozen: no one writes it, and recursion would overflow the stack. */
const maxDepth = 2000;

/**
 * Freezes definitions and all they contain, so that checks and simulations see what was compiled. Objects of other
 * libraries, such as builders, and regular expressions stay as they are.
 */
export function deepFreeze(values: readonly unknown[]): void {
  const seen = new Set<object>();
  const freeze = (value: unknown, depth: number) => {
    if (typeof value !== "object" || value === null || seen.has(value) || !isOurs(value) || depth > maxDepth) return;
    seen.add(value);
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner, depth + 1);
  };
  for (const value of values) freeze(value, 0);
}

function isOurs(value: object): boolean {
  if (Array.isArray(value) || isDefinition(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null || (prototype === Object.prototype && typeof (value as { build?: unknown }).build !== "function")
  );
}

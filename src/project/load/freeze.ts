import { isDefinition } from "../../model/definition/definition.js";

/**
 * Makes definitions unchangeable, with everything in them: what is compiled, checked and simulated is the same. Objects
 * of other makers, such as builders and regular expressions, are left alone.
 */
export function deepFreeze(values: readonly unknown[]): void {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [...values];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value) || !isOurs(value)) continue;
    seen.add(value);
    Object.freeze(value);
    for (const key of Object.keys(value)) waiting.push((value as Readonly<Record<string, unknown>>)[key]);
  }
}

function isOurs(value: object): boolean {
  if (Array.isArray(value) || isDefinition(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null || (prototype === Object.prototype && typeof (value as { build?: unknown }).build !== "function")
  );
}

/** The paths to a value, and to all that it holds in lists and plain objects. */
export function* paths(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (!isPlain(value)) return;
  for (const [key, inner] of Object.entries(value)) yield* paths(inner, [...path, key]);
}

/** A copy of a value with another one at a path. */
export function replaceAt(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const inner = replaceAt((value as Record<string, unknown>)[key], rest, other);
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return { ...(value as object), [key]: inner };
}

/** True for what users write out in a call; not for definitions, nor for the text of a template literal. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || "raw" in value || "kind" in value) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

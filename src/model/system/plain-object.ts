/** Parts of a service may be nested in groups, but not endlessly: a group may hold itself. */
export const maxDepth = 20;

export function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

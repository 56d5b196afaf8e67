/** Names the type of a value in a message: `a string`, `a recording rule`. */
export function describeType(value: unknown): string {
  if (value === undefined) return "undefined: check the spelling, or look for a circular import";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  if (value instanceof RegExp) return "a regular expression";
  const kind = typeof value === "object" ? (value as { kind?: unknown }).kind : undefined;
  if (typeof kind !== "string") return withArticle(typeof value);
  return withArticle(kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** What a value is, in words: for something that stands where something else is expected. */
export function describe(value: unknown): string {
  if (value === undefined) return "undefined: is it misspelt, or imported in a circle?";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const kind = typeof value === "object" ? (value as { kind?: unknown }).kind : undefined;
  if (typeof kind !== "string") return typeof value === "string" ? "text" : withArticle(typeof value);
  return withArticle(kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

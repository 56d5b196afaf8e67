import type { StringLiteral } from "./ast.js";

/** The offsets in the expression of a range in a literal's text; those of the whole literal if it has escapes. */
export function literalRange(
  { value, start, end }: StringLiteral,
  range: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const isPlain = end - start === value.length + 2;
  return isPlain ? { start: start + 1 + range.start, end: start + 1 + range.end } : { start, end };
}

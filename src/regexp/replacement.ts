/** A piece of a replacement template: literal text, or the number or name of a group. */
export type ReplacementPiece = { readonly text: string } | { readonly group: string };

/** Parses a replacement template as Go's `Regexp.Expand` does: `$1`, `${1}`, `$name`, `${name}`, `$$`. */
export function parseReplacement(template: string): readonly ReplacementPiece[] {
  const pieces: ReplacementPiece[] = [];
  // A dollar sign without a name after it is literal.
  const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
  let from = 0;
  for (const match of template.matchAll(reference)) {
    if (match.index > from) pieces.push({ text: template.slice(from, match.index) });
    const group = match[1] ?? match[2];
    pieces.push(group === undefined ? { text: "$" } : { group });
    from = match.index + match[0].length;
  }
  if (from < template.length) pieces.push({ text: template.slice(from) });
  return pieces;
}

/** A pattern of the `pattern` parser or of `|>`: literal text and captures in turn. */
export type PatternPart = { readonly text: string } | { readonly capture: string };

const capture = /<([A-Za-z_]\w*)>/g;

/** Splits a pattern into its parts. `<_>` is a capture without a name. */
export function parsePattern(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let from = 0;
  for (const match of pattern.matchAll(capture)) {
    if (match.index > from) parts.push({ text: pattern.slice(from, match.index) });
    parts.push({ capture: match[1]! });
    from = match.index + match[0].length;
  }
  if (from < pattern.length) parts.push({ text: pattern.slice(from) });
  return parts;
}

/** The names of the captures, in order. */
export function captureNames(parts: readonly PatternPart[]): string[] {
  return parts.flatMap((part) => ("capture" in part && part.capture !== "_" ? [part.capture] : []));
}

/** The problem of a pattern of the parser `pattern`, in Loki's words. */
export function findPatternProblem(pattern: string): string | undefined {
  const parts = parsePattern(pattern);
  if (parts.length === 0) return "syntax error: unexpected $end, expecting IDENTIFIER or LITERAL";
  const names = captureNames(parts);
  if (names.length === 0) return "at least one capture is required";
  const consecutive = findConsecutiveCaptures(parts);
  if (consecutive !== undefined) return consecutive;
  const duplicate = names.find((name, index) => names.indexOf(name) < index);
  return duplicate === undefined ? undefined : `duplicate capture name (${duplicate}): invalid expression`;
}

/** The problem of a pattern of the line filters `|>` and `!>`. */
export function findLinePatternProblem(pattern: string): string | undefined {
  const parts = parsePattern(pattern);
  const consecutive = findConsecutiveCaptures(parts);
  if (consecutive !== undefined) return consecutive;
  const [name] = captureNames(parts);
  return name === undefined ? undefined : `named captures are not allowed: found '<${name}>'`;
}

function findConsecutiveCaptures(parts: readonly PatternPart[]): string | undefined {
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if ("capture" in part && next && "capture" in next) {
      return `found consecutive capture '<${part.capture}><${next.capture}>': invalid expression`;
    }
  }
  return undefined;
}

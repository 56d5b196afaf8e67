import type { PatternPart } from "../../types/pattern.js";

/** A pattern such as `<ip> - <_> "<method> <_>"`: literal texts and captures in turn. */
export type LinePattern = readonly PatternPart[];

/**
 * Captures parts of a line with `| pattern`. A literal that is not found ends the match: the capture before it takes the
 * rest of the line.
 */
export function capture(pattern: LinePattern, line: string): readonly (readonly [name: string, value: string])[] {
  const captured: (readonly [string, string])[] = [];
  let from = 0;
  let at = 0;
  const [first] = pattern;
  if (line === "" || first === undefined) return captured;
  if ("text" in first) {
    if (!line.startsWith(first.text)) return captured;
    from = first.text.length;
    at = 1;
  }
  for (; at < pattern.length; at += 2) {
    const { capture: name } = pattern[at] as { capture: string };
    const behind = pattern[at + 1] as { text: string } | undefined;
    const end = behind === undefined ? -1 : line.indexOf(behind.text, from);
    if (name !== "_") captured.push([name, end === -1 ? line.slice(from) : line.slice(from, end)]);
    if (end === -1) return captured;
    from = end + behind!.text.length;
  }
  return captured;
}

/** True if a whole line matches with `|>`: captures take one character or more. */
export function matchesPattern(pattern: LinePattern, line: string): boolean {
  if (line === "" || pattern.length === 0) return line === "" && pattern.length === 0;
  let from = 0;
  for (const [at, part] of pattern.entries()) {
    if (!("text" in part)) continue;
    const found = line.indexOf(part.text, from);
    // A capture stands before every literal but the first.
    if (found === -1 || (at !== 0 && found === from)) return false;
    from = found + part.text.length;
  }
  const endsWithCapture = "capture" in pattern.at(-1)!;
  return endsWithCapture === from < line.length;
}

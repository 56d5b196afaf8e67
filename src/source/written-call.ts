import { sourceTokens } from "./source-tokens.js";

/** A stretch of a source, by offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The arguments of the call whose function's name stands at an offset; none where no call stands there. */
export function argumentsAt(source: string, offset: number): readonly Stretch[] {
  const name = /[\w$]+\s*\(/y;
  name.lastIndex = offset;
  return name.test(source) ? partsOf(source, name.lastIndex - 1) : [];
}

/** The value of a field of an object that is written out, and of a field of that, and so on. */
export function fieldIn(source: string, object: Stretch, path: readonly string[]): Stretch | undefined {
  let found: Stretch | undefined = object;
  for (const name of path) found = found && fieldOf(source, found, name);
  return found;
}

function fieldOf(source: string, object: Stretch, name: string): Stretch | undefined {
  if (source[object.start] !== "{") return undefined;
  for (const part of partsOf(source, object.start)) {
    const written = /^(?:([\w$]+)|"([^"\\]*)"|'([^'\\]*)')(\s*:\s*)?/.exec(source.slice(part.start, part.end));
    if (!written || (written[1] ?? written[2] ?? written[3]) !== name) continue;
    if (written[4] !== undefined) return { start: part.start + written[0].length, end: part.end };
    // `{ severity }` is its own value; `severity() { … }` is a method.
    return written[0].length === part.end - part.start ? part : undefined;
  }
  return undefined;
}

/** What stands between the commas of a pair of brackets, without comments around it. */
function partsOf(source: string, bracket: number): readonly Stretch[] {
  const parts: Stretch[] = [];
  let depth = 0;
  let part: Stretch | undefined;
  for (const { kind, start, end } of sourceTokens(source, bracket)) {
    if (kind === "close") depth -= 1;
    const isBetween = depth === 0 || (depth === 1 && kind === "comma");
    if (isBetween && part) {
      parts.push(part);
      part = undefined;
    }
    if (depth === 0 && kind === "close") return parts;
    if (depth >= 1 && !isBetween && kind !== "comment") part = { start: part?.start ?? start, end };
    if (kind === "open") depth += 1;
  }
  return [];
}

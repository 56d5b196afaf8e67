/** A piece of TypeScript, as far as it takes to find where brackets close: strings and comments hold none. */
export interface SourceToken {
  readonly kind: "open" | "close" | "comma" | "comment" | "other";
  readonly start: number;
  readonly end: number;
}

const spaces = /\s*/y;
const word = /[\w$]+/y;
const comment = /\/\/[^\n]*|\/\*.*?\*\//sy;
const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/sy;
const regex = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
/** From the opening backtick, or the end of a hole, up to the closing backtick or the next hole. */
const templatePart = /(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)?/sy;

/** Goes through a source from an offset. A hole in a template is a pair of brackets: `${` and `}`. */
export function* sourceTokens(source: string, from: number): Generator<SourceToken> {
  const open: string[] = [];
  let isAfterValue = false;
  for (let at = skip(spaces, source, from); at < source.length; at = skip(spaces, source, at)) {
    const token = tokenAt(source, at, isAfterValue);
    yield token;
    at = token.end;
    if (token.kind === "open") open.push(source.slice(token.end - 2, token.end));
    else if (token.kind === "close" && open.pop() === "${") {
      const rest = templateToken(source, at);
      yield rest;
      at = rest.end;
      if (rest.kind === "open") open.push("${");
    }
    if (token.kind !== "comment") isAfterValue = isValue(source, token.end - 1);
  }
}

function tokenAt(source: string, start: number, isAfterValue: boolean): SourceToken {
  const character = source[start]!;
  if (character === "`") return { ...templateToken(source, start + 1), start };
  if ("([{".includes(character)) return { kind: "open", start, end: start + 1 };
  if (")]}".includes(character)) return { kind: "close", start, end: start + 1 };
  if (character === ",") return { kind: "comma", start, end: start + 1 };
  const commented = skip(comment, source, start);
  if (commented > start) return { kind: "comment", start, end: commented };
  // What stands behind a value and looks like a regular expression is a division.
  const patterns = isAfterValue ? [text, word] : [text, regex, word];
  const end = patterns.map((pattern) => skip(pattern, source, start)).find((found) => found > start);
  return { kind: "other", start, end: end ?? start + 1 };
}

function templateToken(source: string, start: number): SourceToken {
  const end = skip(templatePart, source, start);
  return { kind: source.endsWith("${", end) ? "open" : "other", start, end };
}

function isValue(source: string, last: number): boolean {
  return /[\w$)\]}"'`]/.test(source[last] ?? "");
}

/** Where a pattern that begins at an offset ends; the offset itself where it does not match. */
function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

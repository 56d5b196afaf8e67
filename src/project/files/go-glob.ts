import { lstatSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";

/** The files that a pattern matches, or that it is none. */
export type GlobResult = { readonly paths: readonly string[] } | { readonly isMalformed: true };

/**
 * Finds files as Go's `filepath.Glob` does, which Prometheus uses for `rule_files`: `*`, `?` and `[a-z]` match within a
 * name, also one that begins with a dot; a backslash takes the next character as it is; `**` and `{a,b}` mean nothing.
 */
export function goGlob(pattern: string, folder: string): GlobResult {
  if (pattern === "") return { paths: [] };
  const steps = pattern.split("/").map((step) => (isPlain(step) ? { name: step } : { tokens: tokensOf(step) }));
  if (steps.some((step) => "tokens" in step && step.tokens === undefined)) return { isMalformed: true };
  let paths: string[] = [isAbsolute(pattern) ? "/" : ""];
  for (const step of steps) {
    if (step.name === "") continue;
    paths = paths.flatMap((path) => {
      if ("name" in step) return [join(path, step.name!)];
      return namesIn(resolve(folder, path))
        .filter((name) => matchesTokens(step.tokens!, name))
        .map((name) => join(path, name));
    });
  }
  return { paths: paths.filter((path) => exists(resolve(folder, path))) };
}

function isPlain(step: string): boolean {
  return !/[*?[\\]/.test(step);
}

function exists(path: string): boolean {
  return unlessUnreadable(() => lstatSync(path)) !== undefined;
}

function namesIn(folder: string): string[] {
  const isFolder = unlessUnreadable(() => statSync(folder).isDirectory());
  return (isFolder && unlessUnreadable(() => readdirSync(folder).sort())) || [];
}

/** To Go, what the system does not let be read is not there. */
function unlessUnreadable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** What one character is matched by; undefined for any number of any. */
type Token = ((character: string) => boolean) | undefined;

/** A pattern of one name as what matches character by character; undefined when it is malformed. */
function tokensOf(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") tokens.push(undefined);
    else if (character === "?") tokens.push(() => true);
    else if (character === "[") {
      const read = readClass(characters, at + 1);
      if (!read) return undefined;
      tokens.push(read.token);
      at = read.end;
    } else {
      const literal = character === "\\" ? characters[++at] : character;
      if (literal === undefined) return undefined;
      tokens.push((other) => other === literal);
    }
  }
  return tokens;
}

/** Reads what follows a bracket, up to the one that closes it, whose place is `end`. */
function readClass(characters: readonly string[], start: number): { token: Token; end: number } | undefined {
  const isNegated = characters[start] === "^";
  const ranges: (readonly [string, string])[] = [];
  let at = isNegated ? start + 1 : start;
  while (characters[at] !== "]" || ranges.length === 0) {
    const low = readMember(characters, at);
    if (!low) return undefined;
    at = low.end;
    const high = characters[at] === "-" ? readMember(characters, at + 1) : low;
    if (!high) return undefined;
    at = high.end;
    ranges.push([low.member, high.member]);
  }
  const isIn = (character: string) => ranges.some(([low, high]) => low <= character && character <= high);
  return { token: (character) => isIn(character) !== isNegated, end: at };
}

function readMember(characters: readonly string[], at: number): { member: string; end: number } | undefined {
  const first = characters[at];
  if (first === undefined || first === "-" || first === "]") return undefined;
  if (first !== "\\") return { member: first, end: at + 1 };
  const escaped = characters[at + 1];
  return escaped === undefined ? undefined : { member: escaped, end: at + 2 };
}

/** Of the tokens that stand for any number of characters, only the last is ever tried again: the time stays bounded. */
function matchesTokens(tokens: readonly Token[], name: string): boolean {
  const characters = [...name];
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    if (token < tokens.length && tokens[token] === undefined) {
      star = token++;
      resume = at;
    } else if (token < tokens.length && tokens[token]!(characters[at]!)) {
      token++;
      at++;
    } else if (star !== -1) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === undefined);
}

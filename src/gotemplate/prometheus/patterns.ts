import { hasAngleBracketGroup, loadRe2, type Re2Pattern } from "../../regexp/re2.js";
import { parseReplacement, type ReplacementPiece } from "../../regexp/replacement.js";
import { backquoted } from "../format/go-strings.js";
import { CallFailure } from "../values/function.js";
import { LimitFailure, type WorkLimit } from "../values/work-limit.js";

type Matcher = ReturnType<Re2Pattern["matcher"]>;

const maxCached = 100;
const maxCachedSize = 1000;
const cache = new Map<string, Re2Pattern>();

/** Limit on the length of a pattern, so that a generated one cannot take very long to compile. */
const maxPatternLength = 2000;

/** Compiles a pattern as Go 1.`go` does. */
export function compilePattern(pattern: string, go: number, limit: WorkLimit): Re2Pattern {
  const cached = cache.get(pattern);
  const compiled = cached ?? compileUncached(pattern, limit);
  if (cached === undefined) {
    if (cache.size >= maxCached) cache.clear();
    if (compiled.programSize() <= maxCachedSize) cache.set(pattern, compiled);
  }
  if (go < 22) rejectAngleBracketGroup(pattern, compiled, limit);
  return compiled;
}

function compileUncached(pattern: string, limit: WorkLimit): Re2Pattern {
  if (pattern.length > maxPatternLength) {
    throw new LimitFailure(`gave up at a pattern of more than ${maxPatternLength} characters`);
  }
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    limit.spend(pattern.length);
    const compiled = RE2JS.compile(pattern);
    limit.spend(compiled.programSize());
    return compiled;
  } catch (problem) {
    if (problem instanceof RE2JSException) throw new CallFailure(goMessage(problem.message));
    throw problem;
  }
}

/** Go appends the empty rest of the pattern to this message. */
function goMessage(message: string): string {
  return message.endsWith("trailing backslash at end of expression") ? `${message}: \`\`` : message;
}

function rejectAngleBracketGroup(pattern: string, compiled: Re2Pattern, limit: WorkLimit): void {
  if (pattern.includes("(?<")) limit.spend(compiled.programSize());
  if (!hasAngleBracketGroup(pattern, compiled)) return;
  throw new CallFailure("error parsing regexp: invalid or unsupported Perl syntax: `(?<`");
}

/** True if the pattern matches anywhere in the text. */
export function matchesPattern(pattern: string, text: string, go: number, limit: WorkLimit): boolean {
  const compiled = compilePattern(pattern, go, limit);
  limit.spend(searchCost(compiled, text.length));
  return compiled.test(text);
}

/** Compiles like Go's `MustCompile`, whose message has a prefix. */
function mustCompile(pattern: string, go: number, limit: WorkLimit): Re2Pattern {
  try {
    return compilePattern(pattern, go, limit);
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure;
    throw new CallFailure(`regexp: Compile(${backquoted(pattern)}): ${failure.message}`);
  }
}

/** Cost of a search, which grows with the size of the pattern. */
function searchCost(pattern: Re2Pattern, length: number): number {
  return (length * (1 + pattern.programSize() / 100)) / 10;
}

/** Replaces every match; `$1` and `${name}` in the replacement refer to groups. */
export function replacePattern(
  pattern: string,
  replacement: string,
  text: string,
  go: number,
  limit: WorkLimit,
): string {
  return replaceMatches(mustCompile(pattern, go, limit), parseReplacement(replacement), text, limit);
}

/** Replaces every match by pieces of text and groups. */
export function replaceMatches(
  compiled: Re2Pattern,
  pieces: readonly ReplacementPiece[],
  text: string,
  limit: WorkLimit,
): string {
  const names = new Map(Object.entries(compiled.namedGroups() as Record<string, number>));
  let replaced = "";
  let copied = 0;
  forEachMatch(compiled, text, limit, (matcher) => {
    replaced += text.slice(copied, matcher.start());
    for (const piece of pieces)
      replaced += "text" in piece ? piece.text : (groupText(piece.group, matcher, names) ?? "");
    limit.checkLength(replaced.length);
    copied = matcher.end();
  });
  return replaced + text.slice(copied);
}

/** Visits the matches that Go's `FindAll` finds, from left to right. */
export function forEachMatch(
  compiled: Re2Pattern,
  text: string,
  limit: WorkLimit,
  visit: (matcher: Matcher) => void,
): void {
  const matcher = compiled.matcher(text);
  let searched = 0;
  let matchEnd = -1;
  for (;;) {
    limit.spend(1 + searchCost(compiled, text.length - searched));
    if (searched > text.length || !matcher.find(searched)) break;
    const [start, end] = [matcher.start(), matcher.end()];
    // Go ignores an empty match right after another match.
    if (end > matchEnd || start === 0) visit(matcher);
    matchEnd = end;
    searched = Math.max(end, searched + characterLength(text, searched));
  }
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** The text of a group. The reference is a number without leading zeros, or a name. */
function groupText(reference: string, matcher: Matcher, names: ReadonlyMap<string, number>): string | undefined | null {
  const isNumber = /^(?:0|[1-9][0-9]{0,7})$/.test(reference);
  const group = isNumber ? Number(reference) : names.get(reference);
  return group === undefined || group > matcher.groupCount() ? "" : matcher.group(group);
}

import { hasAngleBracketGroup, loadRe2, type Re2Pattern } from "../../regexp/re2.js";
import { parseReplacement } from "../../regexp/replacement.js";
import { backquoted } from "../format/go-strings.js";
import { CallFailure } from "../values/function.js";
import { LimitFailure, type WorkLimit } from "../values/work-limit.js";

type Matcher = ReturnType<Re2Pattern["matcher"]>;

const mostCached = 100;
const largestCached = 1000;
const cache = new Map<string, Re2Pattern>();

/** No pattern that a person writes is longer; longer ones could take very long to prepare. */
const longestPattern = 2000;

/** Compiles a pattern as Go 1.`go` does. */
function compilePattern(pattern: string, go: number, limit: WorkLimit): Re2Pattern {
  const kept = cache.get(pattern);
  const compiled = kept ?? compileAnew(pattern, limit);
  if (kept === undefined) {
    if (cache.size >= mostCached) cache.clear();
    if (compiled.programSize() <= largestCached) cache.set(pattern, compiled);
  }
  if (go < 22) rejectAngleBracketGroup(pattern, compiled, limit);
  return compiled;
}

function compileAnew(pattern: string, limit: WorkLimit): Re2Pattern {
  if (pattern.length > longestPattern) {
    throw new LimitFailure(`gave up at a pattern of more than ${longestPattern} characters`);
  }
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    limit.spend(pattern.length);
    const compiled = RE2JS.compile(pattern);
    limit.spend(compiled.programSize());
    return compiled;
  } catch (problem) {
    if (problem instanceof RE2JSException) throw new CallFailure(wordedAsGo(problem.message));
    throw problem;
  }
}

/** Of a backslash at the end Go shows what comes behind it: nothing. */
function wordedAsGo(message: string): string {
  return message.endsWith("trailing backslash at end of expression") ? `${message}: \`\`` : message;
}

function rejectAngleBracketGroup(pattern: string, compiled: Re2Pattern, limit: WorkLimit): void {
  if (pattern.includes("(?<")) limit.spend(compiled.programSize());
  if (!hasAngleBracketGroup(pattern, compiled)) return;
  throw new CallFailure("error parsing regexp: invalid or unsupported Perl syntax: `(?<`");
}

/** Whether the pattern matches anywhere in the text. */
export function matchesPattern(pattern: string, text: string, go: number, limit: WorkLimit): boolean {
  const compiled = compilePattern(pattern, go, limit);
  limit.spend(searchCost(compiled, text.length));
  return compiled.test(text);
}

/** Where a pattern is taken to be right Go says more of one that is not. */
function mustCompile(pattern: string, go: number, limit: WorkLimit): Re2Pattern {
  try {
    return compilePattern(pattern, go, limit);
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure;
    throw new CallFailure(`regexp: Compile(${backquoted(pattern)}): ${failure.message}`);
  }
}

/** Searching takes the longer the more a pattern says. */
function searchCost(pattern: Re2Pattern, length: number): number {
  return (length * (1 + pattern.programSize() / 100)) / 10;
}

/** Every match replaced, with `$1` and `${name}` in the replacement standing for what groups matched. */
export function replacePattern(
  pattern: string,
  replacement: string,
  text: string,
  go: number,
  limit: WorkLimit,
): string {
  const compiled = mustCompile(pattern, go, limit);
  const pieces = parseReplacement(replacement);
  const names = new Map(Object.entries(compiled.namedGroups() as Record<string, number>));
  const matcher = compiled.matcher(text);
  let replaced = "";
  let copied = 0;
  let searched = 0;
  let matchEnd = -1;
  for (;;) {
    limit.spend(1 + searchCost(compiled, text.length - searched));
    if (searched > text.length || !matcher.find(searched)) break;
    const [start, end] = [matcher.start(), matcher.end()];
    // An empty match right behind another one does not count.
    if (end > matchEnd || start === 0) {
      replaced += text.slice(copied, start);
      for (const piece of pieces)
        replaced += "text" in piece ? piece.text : (groupOf(piece.group, matcher, names) ?? "");
      limit.checkLength(replaced.length);
      copied = end;
    }
    matchEnd = end;
    searched = Math.max(end, searched + characterLength(text, searched));
  }
  return replaced + text.slice(copied);
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** A number without leading zeros, or else a name. */
function groupOf(reference: string, matcher: Matcher, names: ReadonlyMap<string, number>): string | undefined | null {
  const isNumber = /^(?:0|[1-9][0-9]{0,7})$/.test(reference);
  const group = isNumber ? Number(reference) : names.get(reference);
  return group === undefined || group > matcher.groupCount() ? "" : matcher.group(group);
}

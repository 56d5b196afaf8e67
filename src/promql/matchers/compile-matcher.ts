import { hasAngleBracketGroup, loadRe2 } from "../../regexp/re2.js";
import type { PrometheusVersion } from "../syntax/dialect.js";
import { isAtLeast } from "../syntax/dialect.js";
import { analyseSimplePattern } from "./simple-pattern.js";

/** A regular expression of a matcher, anchored at both ends. */
export interface CompiledMatcher {
  readonly isValid: boolean;
  /** The error of an invalid pattern. */
  readonly error?: string;
  /** True if the whole value matches; false for an invalid pattern. */
  test(value: string): boolean;
}

const newest: PrometheusVersion = { major: 3, minor: 16 };
const maxCached = 20_000;

/** The releases with the same patterns. */
interface Generation {
  /** Groups may be named as `(?<name>…)` (2.51). */
  readonly angleBracketGroups: boolean;
  /** `\Q` without `\E` quotes the rest of the pattern; before, it also quoted the end of the anchored one (2.52). */
  readonly closesQuotes: boolean;
  /** A dot matches a line break (3.0). */
  readonly dotMatchesAll: boolean;
  readonly cache: Map<string, CompiledMatcher>;
}

const generations: readonly Generation[] = [
  { angleBracketGroups: false, closesQuotes: false, dotMatchesAll: false, cache: new Map() },
  { angleBracketGroups: true, closesQuotes: false, dotMatchesAll: false, cache: new Map() },
  { angleBracketGroups: true, closesQuotes: true, dotMatchesAll: false, cache: new Map() },
  { angleBracketGroups: true, closesQuotes: true, dotMatchesAll: true, cache: new Map() },
];

function generationFor(version: PrometheusVersion): Generation {
  if (isAtLeast(version, 3, 0)) return generations[3]!;
  if (isAtLeast(version, 2, 52)) return generations[2]!;
  return generations[isAtLeast(version, 2, 51) ? 1 : 0]!;
}

/**
 * Compiles a pattern as RE2 does; matching takes linear time. Before 3.0 a dot does not match a line break.
 *
 * @example
 * ```ts
 * compileMatcher("5..").test("503"); // true
 * compileMatcher("5(").error; // missing closing ): `5(`
 * ```
 */
export function compileMatcher(pattern: string, version: PrometheusVersion = newest): CompiledMatcher {
  const generation = generationFor(version);
  const { cache } = generation;
  let compiled = cache.get(pattern);
  if (!compiled) {
    compiled = compile(pattern, generation);
    if (cache.size >= maxCached) cache.clear();
    cache.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string, generation: Generation): CompiledMatcher {
  const simple = analyseSimplePattern(pattern);
  if (simple) return simpleMatcher(pattern, simple.isNative, simple.matchesEmpty, generation.dotMatchesAll);
  const { RE2JS } = loadRe2();
  try {
    const compiled = RE2JS.compile(pattern);
    if (!generation.angleBracketGroups && hasAngleBracketGroup(pattern, compiled)) {
      return invalid("invalid or unsupported Perl syntax: `(?<`");
    }
    const closed = generation.closesQuotes && hasOpenQuote(pattern) ? `${pattern}\\E` : pattern;
    return { isValid: true, test: exactTest(closed, generation.dotMatchesAll) };
  } catch (problem) {
    return invalid((problem as Error).message.replace(/^error parsing regexp: /, ""));
  }
}

/** True if a valid pattern ends within `\Q…`. */
function hasOpenQuote(pattern: string): boolean {
  if (!pattern.includes("\\Q")) return false;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== "\\") continue;
    if (pattern[at + 1] !== "Q") {
      at++;
      continue;
    }
    const end = pattern.indexOf("\\E", at + 2);
    if (end < 0) return true;
    at = end + 1;
  }
  return false;
}

function invalid(error: string): CompiledMatcher {
  return { isValid: false, error, test: () => false };
}

type Test = (value: string) => boolean;

/** Uses the faster built-in engine where it agrees with RE2 and cannot backtrack. */
function simpleMatcher(
  pattern: string,
  native: boolean,
  matchesEmpty: boolean,
  dotMatchesAll: boolean,
): CompiledMatcher {
  let quick: Test | undefined;
  let exact: Test | undefined;
  return {
    isValid: true,
    test(value) {
      if (value === "") return matchesEmpty;
      // Without a line break the engines agree on the dot.
      if (native && (dotMatchesAll || !value.includes("\n"))) {
        quick ??= nativeTest(pattern);
        return quick(value);
      }
      exact ??= exactTest(pattern, dotMatchesAll);
      return exact(value);
    },
  };
}

function nativeTest(pattern: string): Test {
  const regex = new RegExp(`^(?:${pattern})$`, "su");
  return (value) => regex.test(value);
}

function exactTest(pattern: string, dotMatchesAll: boolean): Test {
  const regex = loadRe2().RE2JS.compile(`^(?${dotMatchesAll ? "s" : ""}:${pattern})$`);
  return (value) => regex.matches(value);
}

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

const newest: PrometheusVersion = { major: 3, minor: 14 };
const maxCached = 20_000;
const caches = Array.from({ length: 3 }, () => new Map<string, CompiledMatcher>());

/** Groups releases with the same patterns: up to 2.50, up to 2.55, and from 3.0. */
function generationFor(version: PrometheusVersion): 0 | 1 | 2 {
  return isAtLeast(version, 3, 0) ? 2 : isAtLeast(version, 2, 51) ? 1 : 0;
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
  const cache = caches[generation]!;
  let compiled = cache.get(pattern);
  if (!compiled) {
    compiled = compile(pattern, generation);
    if (cache.size >= maxCached) cache.clear();
    cache.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string, generation: 0 | 1 | 2): CompiledMatcher {
  const dotMatchesAll = generation === 2;
  const simple = analyseSimplePattern(pattern);
  if (simple) return simpleMatcher(pattern, simple.isNative, simple.matchesEmpty, dotMatchesAll);
  const { RE2JS } = loadRe2();
  try {
    const compiled = RE2JS.compile(pattern);
    if (generation === 0 && hasAngleBracketGroup(pattern, compiled)) {
      return invalid("invalid or unsupported Perl syntax: `(?<`");
    }
    return { isValid: true, test: exactTest(pattern, dotMatchesAll) };
  } catch (problem) {
    return invalid((problem as Error).message.replace(/^error parsing regexp: /, ""));
  }
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

import { hasAngleBracketGroup, loadRe2 } from "../../regexp/re2.js";
import type { PrometheusVersion } from "../syntax/dialect.js";
import { isAtLeast } from "../syntax/dialect.js";
import { judgeSimplePattern } from "./simple-pattern.js";

/** A regular expression of a matcher, anchored at both ends as Prometheus anchors it. */
export interface CompiledMatcher {
  readonly isValid: boolean;
  /** What is wrong, when it is not ok. */
  readonly error?: string;
  /** Whether the whole value matches; never true when it is not ok. */
  test(value: string): boolean;
}

const newest: PrometheusVersion = { major: 3, minor: 14 };
const mostCached = 20_000;
const caches = Array.from({ length: 3 }, () => new Map<string, CompiledMatcher>());

/** The releases that judge patterns alike: until 2.50, until 2.55, and from 3.0 on. */
function generationOf(version: PrometheusVersion): 0 | 1 | 2 {
  return isAtLeast(version, 3, 0) ? 2 : isAtLeast(version, 2, 51) ? 1 : 0;
}

/**
 * Judges a pattern as RE2 does, and matches in linear time. Before 3.0 a dot does not match a line break.
 *
 * @example
 * ```ts
 * compileMatcher("5..").test("503"); // true
 * compileMatcher("5(").error; // missing closing ): `5(`
 * ```
 */
export function compileMatcher(pattern: string, version: PrometheusVersion = newest): CompiledMatcher {
  const generation = generationOf(version);
  const kept = caches[generation]!;
  let compiled = kept.get(pattern);
  if (!compiled) {
    compiled = compile(pattern, generation);
    if (kept.size >= mostCached) kept.clear();
    kept.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string, generation: 0 | 1 | 2): CompiledMatcher {
  const dotMatchesAll = generation === 2;
  const simple = judgeSimplePattern(pattern);
  if (simple) return simpleMatcher(pattern, simple.native, simple.matchesEmpty, dotMatchesAll);
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

/** Where both engines agree and neither can be made to backtrack, the built-in one is faster. */
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
      // The engines differ on what a dot leaves out, but not where there is no line break.
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

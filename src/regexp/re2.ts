import { createRequire } from "node:module";

export type Re2 = typeof import("re2js");

/** A compiled regular expression. */
export type Re2Pattern = import("re2js").RE2JS;

let re2: Re2 | undefined;

/** Loads RE2 on first use: most runs never need it, because most patterns are simple. */
export function loadRe2(): Re2 {
  re2 ??= createRequire(import.meta.url)("re2js") as Re2;
  return re2;
}

/**
 * True if the pattern names a group as `(?<name>…)`, which Go's regexp rejects before Go 1.22. `compiled` is the same
 * pattern, compiled: it has one group more than the pattern without such names.
 */
export function hasAngleBracketGroup(pattern: string, compiled: Re2Pattern): boolean {
  if (!pattern.includes("(?<")) return false;
  const withoutNames = loadRe2().RE2JS.compile(pattern.replaceAll("(?<", "(?:<"));
  return withoutNames.groupCount() !== compiled.groupCount();
}

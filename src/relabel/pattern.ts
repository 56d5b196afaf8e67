import { isAtLeast, type PrometheusVersion } from "../promql/index.js";
import { hasAngleBracketGroup, loadRe2, type Re2Pattern } from "../regexp/re2.js";
import { parseReplacement } from "../regexp/replacement.js";

/**
 * Compiles the pattern of a relabelling rule as the release does; a text is the reason why it is invalid. Prometheus
 * anchors the pattern before it compiles it, so `a)|(b` is valid. Before 3.0 a dot does not match a line break.
 */
export function compileRelabelPattern(pattern: string, version: PrometheusVersion): Re2Pattern | string {
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    const compiled = RE2JS.compile(`^(?${isAtLeast(version, 3, 0) ? "s" : ""}:${pattern})$`);
    const isRejected = !isAtLeast(version, 2, 51) && hasAngleBracketGroup(pattern, compiled);
    return isRejected ? "invalid or unsupported Perl syntax: `(?<`" : compiled;
  } catch (problem) {
    if (problem instanceof RE2JSException) return problem.message.replace(/^error parsing regexp: /, "");
    throw problem;
  }
}

/** Returns a function that expands templates with the groups of the first match; undefined if nothing matches. */
export function matchGroups(pattern: Re2Pattern, text: string): ((template: string) => string) | undefined {
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return undefined;
  const names = pattern.namedGroups() as Readonly<Record<string, number>>;
  const readGroup = (name: string): string => {
    const index = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name]! : -1;
    return index < 0 || index > matcher.groupCount() ? "" : (matcher.group(index) ?? "");
  };
  return (template) =>
    parseReplacement(template)
      .map((piece) => ("text" in piece ? piece.text : readGroup(piece.group)))
      .join("");
}

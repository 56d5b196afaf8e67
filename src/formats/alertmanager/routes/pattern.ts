import { type CompiledMatcher, compileMatcher } from "../../../promql/index.js";

/** The last release of Prometheus that read the patterns of matchers as Alertmanager does. */
const asAlertmanager = { major: 2, minor: 51 };

/** Compiles the pattern of a matcher, as Alertmanager does: a dot does not match a line break. */
export function compilePattern(pattern: string): CompiledMatcher {
  return compileMatcher(pattern, asAlertmanager);
}

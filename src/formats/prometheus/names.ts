import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** What Prometheus refuses a name for, and what to write instead. */
export interface NameProblem {
  readonly summary: string;
  readonly fix: string;
}

/** Whether names may be any text, not only letters, digits and underscores. */
export function allowsUtf8Names(version: PrometheusVersion): boolean {
  return isAtLeast(version, 3, 0);
}

/** What is wrong with the name of a label that a rule sets, or of an annotation. */
export function labelNameProblem(
  name: string,
  kind: "a label" | "an annotation",
  version: PrometheusVersion,
): NameProblem | undefined {
  const isName = allowsUtf8Names(version) ? name !== "" : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
  if (isName && !(kind === "a label" && name === "__name__")) return undefined;
  const fix = allowsUtf8Names(version)
    ? "a name must not be empty, and __name__ is the metric's name"
    : "a name consists of letters, digits and _ and does not begin with a digit";
  return { summary: `"${name}" is not the name of ${kind}`, fix };
}

/** What is wrong with the name that something is recorded under. */
export function recordingNameProblem(name: string, version: PrometheusVersion): NameProblem | undefined {
  const isName = allowsUtf8Names(version) ? name !== "" && !/[{}]/.test(name) : /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  if (isName) return undefined;
  const fix = allowsUtf8Names(version)
    ? "a name has no braces; matchers belong into expr"
    : "a name consists of letters, digits, _ and :, such as job:requests:rate5m";
  return { summary: `"${name}" is no metric name`, fix };
}

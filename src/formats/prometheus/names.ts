import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** The reason why Prometheus refuses a name, and a fix. */
export interface NameProblem {
  readonly summary: string;
  readonly fix: string;
}

/** True if names may be any UTF-8 text, not only letters, digits and underscores. */
export function allowsUtf8Names(version: PrometheusVersion): boolean {
  return isAtLeast(version, 3, 0);
}

/** The problem with the name of an annotation or of a label that a rule sets. */
export function findLabelNameProblem(
  name: string,
  kind: "label" | "annotation",
  version: PrometheusVersion,
): NameProblem | undefined {
  const isName = allowsUtf8Names(version) ? name !== "" : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
  if (isName && !(kind === "label" && name === "__name__")) return undefined;
  const fix = allowsUtf8Names(version)
    ? "use a non-empty name; __name__ is reserved for the metric name"
    : "use letters, digits and _, and do not start with a digit";
  return { summary: `"${name}" is not a valid ${kind} name`, fix };
}

/** The problem with the name of a recording rule. */
export function findRecordingNameProblem(name: string, version: PrometheusVersion): NameProblem | undefined {
  const isName = allowsUtf8Names(version) ? name !== "" && !/[{}]/.test(name) : /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  if (isName) return undefined;
  const fix = allowsUtf8Names(version)
    ? "remove the braces; matchers go into expr, labels into labels"
    : "use letters, digits, _ and :, such as job:requests:rate5m";
  return { summary: `"${name}" is not a valid metric name`, fix };
}

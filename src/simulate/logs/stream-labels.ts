import { isPerEnvironment } from "../../model/definition/per-environment.js";
import { closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { compileMatcher } from "../../promql/index.js";

/** The labels of a stream, limited to the values that its selector selects in an environment. */
export function selectedLabels({ labels, selector }: LogStream, environment: string): Labels {
  const selected: Record<string, LabelSpec> = { ...labels };
  for (const [label, match] of Object.entries(selector)) {
    const values = selectedValues(isPerEnvironment(match) ? match.values[environment] : match, labels[label]);
    if (values.length > 0) selected[label] = values;
  }
  return selected;
}

/** The values of a label that a matcher selects; none if that is unknown, or if it selects none of the declared values. */
function selectedValues(match: unknown, spec: LabelSpec | undefined): readonly string[] {
  const closed = spec === undefined ? undefined : closedValues(spec);
  if (match instanceof RegExp) {
    const pattern = compileMatcher(match.source);
    return (closed ?? []).filter((value) => pattern.isValid && pattern.test(value));
  }
  const listed = [match].flat().filter((value): value is string => typeof value === "string");
  return closed ? listed.filter((value) => closed.includes(value)) : listed;
}

import { closedValues } from "../../../model/metric/label.js";
import { walk } from "../../../promql/index.js";
import type { AlertView, RuleSubject } from "../../check.js";

/** Functions that write labels with values that no metric declares. */
const writers: ReadonlySet<string> = new Set(["label_replace", "label_join", "info"]);

/** All values that the alerts of a rule can have of a label. Undefined if they may have others. */
export function valuesOf({ rule, labels, mayHave }: AlertView, label: string): readonly string[] | undefined {
  if (Object.hasOwn(labels, label)) return [labels[label]!];
  if (!mayHave(label)) return [];
  // A template: those of a rule with a fixed value are among `labels`.
  if (Object.hasOwn(rule.data.labels ?? {}, label)) return undefined;
  return seriesValues(rule, label);
}

/** The values of a label of the series that a rule reads, if the catalogue lists those of each. */
function seriesValues({ query, context: { catalogue } }: RuleSubject, label: string): readonly string[] | undefined {
  if (query === undefined) return undefined;
  const values: string[] = [];
  let isOpen = false;
  walk(query.expr, (node) => {
    if (node.kind === "call") isOpen ||= writers.has(node.name);
    if (node.kind === "aggregation") isOpen ||= node.operator === "count_values";
    if (node.kind !== "selector") return;
    const series = catalogue?.series.get(node.name ?? "");
    const spec = series && Object.hasOwn(series.labels, label) ? series.labels[label] : undefined;
    const closed = spec === undefined ? undefined : closedValues(spec);
    isOpen ||= series?.metric === undefined || (spec !== undefined && closed === undefined);
    values.push(...(closed ?? []));
  });
  return isOpen ? undefined : [...new Set(values)];
}

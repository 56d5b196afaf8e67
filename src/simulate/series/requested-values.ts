import { closedValues, type Labels } from "../../model/metric/label.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import {
  compileMatcher,
  type Expr,
  hasVariable,
  type Matcher,
  type PrometheusVersion,
  selectors,
} from "../../promql/index.js";
import { generateMatches } from "./generate-matches.js";
import type { RequestedLabels } from "./label-sets.js";
import { type KnownValues, typicalValues } from "./label-values.js";

/** Label values that expressions select: by label name, and by metric. */
export interface RequestedValues {
  readonly known: KnownValues;
  readonly byMetric: ReadonlyMap<string, readonly RequestedLabels[]>;
}

/**
 * Collects the label values that a system declares, and those that expressions select. A label declared with only a
 * cardinality may have any of the selected ones.
 */
export function collectRequestedValues(
  system: SystemFacts,
  catalogue: Catalogue,
  expressions: readonly Expr[],
  version: PrometheusVersion,
): RequestedValues {
  const declared = collectDeclaredValues(system, catalogue);
  const requested = new Map<string, Set<string>>();
  const byMetric = new Map<string, RequestedLabels[]>();
  for (const selector of expressions.flatMap(selectors)) {
    const labels = Object.fromEntries(
      selector.matchers.flatMap((matcher) => valuesRequestedBy(matcher, declared, version)),
    );
    for (const [label, values] of Object.entries(labels)) add(requested, label, values);
    if (selector.name === undefined || Object.keys(labels).length === 0) continue;
    byMetric.set(selector.name, [...(byMetric.get(selector.name) ?? []), labels]);
  }
  return { known: { requested, declared }, byMetric };
}

/** Values by label. */
export type ValuesByLabel = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the values that a matcher selects, with its label: likely ones, or texts that its pattern matches. */
export function valuesRequestedBy(
  { label, operator, value, variable }: Pick<Matcher, "label" | "operator" | "value" | "variable">,
  declared: ValuesByLabel,
  version: PrometheusVersion,
): readonly (readonly [string, readonly string[]])[] {
  if (variable !== undefined || label === "__name__" || hasVariable(value) || value === "") return [];
  if (operator === "=") return [[label, [value]]];
  if (operator !== "=~") return [];
  const matcher = compileMatcher(value, version);
  const likelyValues = [...(declared.get(label) ?? []), ...typicalValues(label)].filter((one) => matcher.test(one));
  const candidates =
    likelyValues.length > 0 ? likelyValues.slice(0, maxValuesPerPattern) : generateMatches(value, version);
  const nonEmpty = candidates.filter((text) => text !== "");
  return nonEmpty.length === 0 ? [] : [[label, nonEmpty]];
}

/** Values taken from the declared ones that a pattern matches. */
const maxValuesPerPattern = 2;

/** Values that metrics, services and the system declare, by label. */
function collectDeclaredValues(system: SystemFacts, catalogue: Catalogue): ValuesByLabel {
  const declared = new Map<string, Set<string>>();
  const collect = (labels: Labels) => {
    for (const [label, spec] of Object.entries(labels)) {
      if (typeof spec !== "number") add(declared, label, closedValues(spec) ?? ("about" in spec ? spec.values : []));
    }
  };
  collect(system.labels);
  for (const { addedLabels, metrics } of catalogue.services) {
    collect(addedLabels);
    for (const metric of metrics) collect(metric.labels);
  }
  return declared;
}

function add(all: Map<string, Set<string>>, label: string, values: readonly string[]): void {
  const before = all.get(label) ?? new Set();
  for (const value of values) before.add(value);
  all.set(label, before);
}

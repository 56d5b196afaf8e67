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
import { matchingTexts } from "./generate-matches.js";
import type { AskedLabels } from "./label-sets.js";
import { type KnownValues, usualValues } from "./label-values.js";

/** What expressions ask for: of all labels of a name, and of each metric by its name. */
export interface Asked {
  readonly known: KnownValues;
  readonly ofMetric: ReadonlyMap<string, readonly AskedLabels[]>;
}

/**
 * Collects which values of labels a system knows of, and which its expressions ask for. A label that is only said to
 * have so many values may well have those.
 */
export function askedOf(
  system: SystemFacts,
  catalogue: Catalogue,
  expressions: readonly Expr[],
  version: PrometheusVersion,
): Asked {
  const declared = declaredIn(system, catalogue);
  const asked = new Map<string, Set<string>>();
  const ofMetric = new Map<string, AskedLabels[]>();
  for (const selector of expressions.flatMap(selectors)) {
    const labels = Object.fromEntries(selector.matchers.flatMap((matcher) => askedBy(matcher, declared, version)));
    for (const [label, values] of Object.entries(labels)) add(asked, label, values);
    if (selector.name === undefined || Object.keys(labels).length === 0) continue;
    ofMetric.set(selector.name, [...(ofMetric.get(selector.name) ?? []), labels]);
  }
  return { known: { asked, declared }, ofMetric };
}

type Values = ReadonlyMap<string, ReadonlySet<string>>;

function askedBy(
  { label, operator, value, variable }: Matcher,
  declared: Values,
  version: PrometheusVersion,
): readonly (readonly [string, readonly string[]])[] {
  if (variable !== undefined || label === "__name__" || hasVariable(value) || value === "") return [];
  if (operator === "=") return [[label, [value]]];
  if (operator !== "=~") return [];
  const matcher = compileMatcher(value, version);
  const likely = [...(declared.get(label) ?? []), ...usualValues(label)].filter((one) => matcher.test(one));
  const texts = likely.length > 0 ? likely.slice(0, mostLikely) : matchingTexts(value, version);
  const some = texts.filter((text) => text !== "");
  return some.length === 0 ? [] : [[label, some]];
}

/** Of all the values that a pattern stands for, so many are enough. */
const mostLikely = 2;

/** The values that metrics, services and the system itself name, by label. */
function declaredIn(system: SystemFacts, catalogue: Catalogue): Values {
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

import type { RecordingRule } from "../../model/alert/recording-rule.js";
import type { References } from "../../model/expression/compose.js";
import type { Metric } from "../../model/metric/metric.js";
import type { ValueTraits } from "../../panels/value-traits.js";
import { countsSomething } from "../../panels/whole-numbers.js";
import { type Expr, inferLabels, type LabelSet } from "../../promql/index.js";
import { inferQuantities } from "../../promql/values/infer-quantities.js";
import { inferRanges } from "../../promql/values/infer-ranges.js";
import { isQuantity, type Quantity, type QuantityOrConstant } from "../../promql/values/quantity.js";
import { notNegative, one, type ValueRange } from "../../promql/values/value-range.js";
import { declaredQuantity, declaredUnit } from "./metric-quantity.js";

/** Infers the traits of an expression's values, from the metrics and the recorded signals that it reads. */
export function inferValueTraits(
  expr: Expr,
  references: References,
  labels: LabelSet = inferLabels(expr, () => undefined),
): ValueTraits {
  const { value, observed, range } = inferValue(expr, references);
  return {
    unit: unitOf(value, range),
    neverNegative: range.low >= 0,
    ...(observed && { bucketUnit: nameUnit(observed) }),
    oneSeries: !labels.hasMany,
    isCount: countsSomething(expr),
  };
}

/** Infers the unit of an expression's values alone. */
export function inferUnit(expr: Expr, references: References): string | undefined {
  const { value, range } = inferValue(expr, references);
  return unitOf(value, range);
}

function inferValue(expr: Expr, { metrics, recorded }: References) {
  const recordedUnits = unitsOf(recorded);
  const byName = new Map(Array.from(metrics, (metric) => [metric.name, metric]));
  const quantities = inferQuantities(expr, ({ name = "" }) => {
    const unit = recordedUnits.get(name);
    if (unit !== undefined) return { value: declaredUnit(unit) };
    const metric = byName.get(name);
    return metric && declaredQuantity(metric);
  });
  const ranges = inferRanges(
    expr,
    ({ name = "" }) => (recordedUnits.has(name) ? undefined : rangeOf(byName.get(name))),
    () => notNegative,
  );
  const { value, observed } = quantities.get(expr)!;
  return { value, observed, range: ranges.get(expr)! };
}

/** The units of recorded series, by name: those of the signals that are recorded. */
function unitsOf(rules: ReadonlySet<RecordingRule>): ReadonlyMap<string, string> {
  return new Map(
    Array.from(rules).flatMap(({ record, query: { quantity } }) => (quantity ? [[record, quantity.unit]] : [])),
  );
}

/** The range of a series as a panel shows it: amounts of data and durations start at 0. */
function rangeOf(metric: Metric | undefined): ValueRange | undefined {
  if (metric?.type === "info") return one;
  if (metric === undefined || metric.type !== "gauge") return metric && notNegative;
  return metric.unit === "bytes" || metric.unit === "s" ? notNegative : undefined;
}

/** The unit of values in a range. A count divided by a count is a share only if it cannot exceed the whole. */
function unitOf(value: QuantityOrConstant, { low, high }: ValueRange): string | undefined {
  if (!isQuantity(value)) return undefined;
  const isShare = low >= 0 && high * value.scale <= 1;
  return value.measure === "ratio" && value.isCountRatio && !isShare ? undefined : nameUnit(value);
}

const units: readonly (readonly [Quantity["measure"], perSecond: boolean, scale: number, unit: string])[] = [
  ["time", false, 1, "s"],
  ["time", false, 1e-3, "ms"],
  ["data", false, 1, "bytes"],
  ["data", true, 1, "Bps"],
  ["ratio", false, 1, "percentunit"],
  ["ratio", false, 0.01, "percent"],
];

/** Grafana's name of the unit of a quantity: the declared one, or else the usual one. */
function nameUnit({ unit, measure, perSecond, scale }: Quantity): string | undefined {
  return unit ?? units.find((each) => each[0] === measure && each[1] === perSecond && each[2] === scale)?.[3];
}

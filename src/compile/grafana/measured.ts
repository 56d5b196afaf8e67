import type { References } from "../../model/expression/compose.js";
import type { Metric } from "../../model/metric/metric.js";
import { children, type Expr, inferLabels, postOrder } from "../../promql/index.js";

/** What an expression tells of its values. */
export interface Measured {
  /** Grafana's name of the unit, where that is certain. */
  readonly unit: string | undefined;
  readonly neverNegative: boolean;
  /** What the buckets in it count, which is what a quantile of them is measured in. */
  readonly bucketUnit?: string | undefined;
  /** Whether it can only ever be one series. */
  readonly oneSeries: boolean;
}

export const unmeasured: Measured = { unit: undefined, neverNegative: false, oneSeries: false };

type Values = Omit<Measured, "oneSeries">;

/** What the expression tells of its values: their unit, their sign, whether they are one series. */
export function measure(expr: Expr, uses: References): Measured {
  const metrics = new Map(Array.from(uses.metrics, (metric) => [metric.name, metric]));
  const done: Values[] = [];
  for (const node of postOrder(expr)) {
    const count = children(node).length;
    done.push(valuesOf(node, done.splice(done.length - count, count), metrics));
  }
  return { ...done[0]!, oneSeries: !inferLabels(expr, () => undefined).hasMany };
}

const unknown: Values = { unit: undefined, neverNegative: false };

/** Per second of what: only where Grafana has a unit for it. */
const rateUnits: Readonly<Record<string, string>> = { bytes: "Bps" };

const rates = new Set(["rate", "irate"]);
const sameKind = new Set([
  ...["avg_over_time", "max_over_time", "min_over_time", "sum_over_time", "last_over_time", "quantile_over_time"],
  ...["abs", "ceil", "floor", "round", "sort", "sort_desc", "label_replace", "label_join", "clamp_max"],
]);
const sameKindAggregations = new Set(["sum", "avg", "min", "max", "topk", "bottomk", "quantile", "limitk"]);
const countingAggregations = new Set(["count", "count_values", "group", "stddev", "stdvar"]);

function valuesOf(node: Expr, inner: readonly Values[], metrics: ReadonlyMap<string, Metric>): Values {
  switch (node.kind) {
    case "number":
      return { unit: undefined, neverNegative: node.value >= 0 };
    case "string":
      return unknown;
    case "selector":
      return valuesOfMetric(node.name === undefined ? undefined : metrics.get(node.name));
    case "matrix":
    case "subquery":
    case "paren":
      return inner[0]!;
    case "unary":
      return node.operator === "+" ? inner[0]! : { ...inner[0]!, neverNegative: false };
    case "aggregation":
      if (sameKindAggregations.has(node.operator)) return inner.at(-1)!;
      return { unit: undefined, neverNegative: countingAggregations.has(node.operator) };
    case "call":
      return valuesOfCall(node.name, inner);
    case "binary":
      return valuesOfBinary(node.operator, inner[0]!, inner[1]!);
  }
}

function valuesOfMetric(metric: Metric | undefined): Values {
  if (!metric) return unknown;
  const { type, part, unit } = metric;
  if (part === "bucket") return { unit: undefined, neverNegative: true, bucketUnit: unit };
  return { unit, neverNegative: type !== "gauge" || unit === "bytes" || unit === "s" };
}

function valuesOfCall(name: string, inner: readonly Values[]): Values {
  const argument = (name === "quantile_over_time" ? inner[1] : inner[0]) ?? unknown;
  if (rates.has(name)) return { ...argument, unit: rateUnits[argument.unit ?? ""], neverNegative: true };
  if (name === "increase") return { ...argument, neverNegative: true };
  if (sameKind.has(name)) return argument;
  if (name === "histogram_quantile") return { unit: inner[1]?.bucketUnit, neverNegative: true };
  return { unit: undefined, neverNegative: /^(?:count|present|stddev|stdvar|changes|resets)/.test(name) };
}

const joining = new Set(["and", "unless", "==", "!=", "<", "<=", ">", ">="]);

function valuesOfBinary(operator: string, left: Values, right: Values): Values {
  if (joining.has(operator)) return left;
  const neverNegative = operator !== "-" && left.neverNegative && right.neverNegative;
  const isAlike = left.unit === right.unit && (operator === "+" || operator === "-" || operator === "or");
  const isShare = operator === "/" && left.unit !== undefined && left.unit === right.unit;
  return { unit: isAlike ? left.unit : isShare ? "percentunit" : undefined, neverNegative };
}

import type { RecordingRule } from "../model/alert/recording-rule.js";
import type { References } from "../model/expression/compose.js";
import type { Metric } from "../model/metric/metric.js";
import { children, type Expr, inferLabels, postOrder } from "../promql/index.js";
import { countsSomething } from "./whole-numbers.js";

/** Properties of an expression's values, inferred from its metrics and functions. */
export interface ValueTraits {
  /** Grafana's name of the unit, where it is certain. */
  readonly unit: string | undefined;
  readonly neverNegative: boolean;
  /** Unit of the observations that a histogram or its buckets count, and so of a quantile of them. */
  readonly bucketUnit?: string | undefined;
  /** True if the values are native histograms. @default false */
  readonly isHistogram?: boolean;
  /** True if the result has at most one series. */
  readonly oneSeries: boolean;
  /** True if the values count something, so that they are whole numbers. */
  readonly isCount: boolean;
}

export const unknownTraits: ValueTraits = { unit: undefined, neverNegative: false, oneSeries: false, isCount: false };

type NodeTraits = Omit<ValueTraits, "oneSeries" | "isCount">;

/** Infers the traits of an expression's values, node by node from the inside out. */
export function inferValueTraits(expr: Expr, references: References): ValueTraits {
  const recordedUnits = unitsOf(references.recorded);
  const metrics = new Map(Array.from(references.metrics, (metric) => [metric.name, metric]));
  const stack: NodeTraits[] = [];
  for (const node of postOrder(expr)) {
    const count = children(node).length;
    const operands = stack.splice(stack.length - count, count);
    const unit = node.kind === "selector" ? recordedUnits.get(node.name ?? "") : undefined;
    stack.push(unit === undefined ? inferNode(node, operands, metrics) : { ...unknown, unit });
  }
  return { ...stack[0]!, oneSeries: !inferLabels(expr, () => undefined).hasMany, isCount: countsSomething(expr) };
}

/** The units of recorded series, by name: those of the signals that are recorded. */
function unitsOf(rules: ReadonlySet<RecordingRule>): ReadonlyMap<string, string> {
  return new Map(
    Array.from(rules).flatMap(({ record, query: { quantity } }) => (quantity ? [[record, quantity.unit]] : [])),
  );
}

const unknown: NodeTraits = { unit: undefined, neverNegative: false };

/** Units per second, where Grafana has one. */
const rateUnits: Readonly<Record<string, string>> = { bytes: "Bps" };

const rateFunctions = new Set(["rate", "irate"]);
const unitKeepingFunctions = new Set([
  ...["avg_over_time", "max_over_time", "min_over_time", "sum_over_time", "last_over_time", "quantile_over_time"],
  ...["abs", "ceil", "floor", "round", "sort", "sort_desc", "label_replace", "label_join", "clamp_max"],
]);
const unitKeepingAggregations = new Set(["sum", "avg", "min", "max", "topk", "bottomk", "quantile", "limitk"]);
const countingAggregations = new Set(["count", "count_values", "group", "stddev", "stdvar"]);

function inferNode(node: Expr, operands: readonly NodeTraits[], metrics: ReadonlyMap<string, Metric>): NodeTraits {
  switch (node.kind) {
    case "number":
      return { unit: undefined, neverNegative: node.value >= 0 };
    case "string":
      return unknown;
    case "selector":
      return inferMetric(node.name === undefined ? undefined : metrics.get(node.name));
    case "matrix":
    case "subquery":
    case "paren":
      return operands[0]!;
    case "unary":
      return node.operator === "+" ? operands[0]! : { ...operands[0]!, neverNegative: false };
    case "aggregation":
      if (unitKeepingAggregations.has(node.operator)) return operands.at(-1)!;
      return { unit: undefined, neverNegative: countingAggregations.has(node.operator) };
    case "call":
      return inferCall(node.name, operands);
    case "binary":
      return inferBinary(node.operator, operands[0]!, operands[1]!);
  }
}

function inferMetric(metric: Metric | undefined): NodeTraits {
  if (!metric) return unknown;
  const { type, part, unit } = metric;
  if (part === "bucket" || type === "nativeHistogram") {
    return { unit: undefined, neverNegative: true, bucketUnit: unit };
  }
  return { unit, neverNegative: type !== "gauge" || unit === "bytes" || unit === "s" };
}

function inferCall(name: string, operands: readonly NodeTraits[]): NodeTraits {
  const argument = (name === "quantile_over_time" ? operands[1] : operands[0]) ?? unknown;
  if (rateFunctions.has(name)) return { ...argument, unit: rateUnits[argument.unit ?? ""], neverNegative: true };
  if (name === "increase") return { ...argument, neverNegative: true };
  if (unitKeepingFunctions.has(name)) return argument;
  if (name === "histogram_quantile") return { unit: operands[1]?.bucketUnit, neverNegative: true };
  if (name === "histogram_avg" || name === "histogram_stddev") {
    return { unit: argument.bucketUnit, neverNegative: name === "histogram_stddev" };
  }
  if (name === "histogram_fraction") return { unit: "percentunit", neverNegative: true };
  if (name === "histogram_count") return { unit: undefined, neverNegative: true };
  return { unit: undefined, neverNegative: /^(?:count|present|stddev|stdvar|changes|resets)/.test(name) };
}

const filteringOperators = new Set(["and", "unless", "==", "!=", "<", "<=", ">", ">="]);

function inferBinary(operator: string, left: NodeTraits, right: NodeTraits): NodeTraits {
  if (filteringOperators.has(operator)) return left;
  const neverNegative = operator !== "-" && left.neverNegative && right.neverNegative;
  const keepsUnit = left.unit === right.unit && (operator === "+" || operator === "-" || operator === "or");
  const isRatio = operator === "/" && left.unit !== undefined && left.unit === right.unit;
  return { unit: keepsUnit ? left.unit : isRatio ? "percentunit" : undefined, neverNegative };
}

import { evaluateRange, formatAnnotation, type MatrixSeries, type Series } from "../../promql/evaluate/index.js";
import { type Expr, print, ruleDialect, typeOf } from "../../promql/index.js";
import type { SmokeContext } from "./smoke-context.js";

/** The result of an expression over a range of time, classified. */
export type Outcome =
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "empty"; readonly annotations: readonly string[] }
  | { readonly kind: "only NaN" }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "varied" };

export function evaluateOutcome(expr: Expr, { store, version, from: start, end, step }: SmokeContext): Outcome {
  const result = evaluateRange(expr, { store, start, end, step, dialect: ruleDialect(version) });
  if (result.error !== undefined) return { kind: "failed", message: result.error };
  const { value, annotations } = result;
  if (value.kind !== "matrix" || value.series.length === 0)
    return { kind: "empty", annotations: annotations.map((one) => formatAnnotation(one, print(expr))) };
  const numbers = collectNumbers(value.series);
  if (numbers.some((number) => number === undefined)) return { kind: "varied" };
  if (numbers.every(Number.isNaN)) return { kind: "only NaN" };
  const isConstant = numbers.length > 1 && numbers.every((number) => number === numbers[0]);
  return isConstant ? { kind: "constant", value: numbers[0]! } : { kind: "varied" };
}

/** Returns all values; undefined for histograms. */
function collectNumbers(series: readonly MatrixSeries[]): readonly (number | undefined)[] {
  return series.flatMap(({ samples }) => samples.map(({ value }) => (typeof value === "number" ? value : undefined)));
}

/** True if a part of an expression can be evaluated over time: an instant vector or a scalar. */
export function isOverTime(expr: Expr): boolean {
  const type = typeOf(expr);
  return type === "instant vector" || type === "scalar";
}

/** True if any of the series changes in the evaluated range. */
export function hasChange(series: readonly Series[], { from, end }: SmokeContext): boolean {
  return series.some(({ floatCount, floatTimes, floatValues, histogramTimes }) => {
    // The buckets of a histogram that counts observations change with each of them.
    if (histogramTimes.filter((time) => time >= from && time <= end).length > 1) return true;
    let first: number | undefined;
    for (let index = 0; index < floatCount; index++) {
      if (floatTimes[index]! < from || floatTimes[index]! > end) continue;
      first ??= floatValues[index]!;
      if (floatValues[index] !== first) return true;
    }
    return false;
  });
}

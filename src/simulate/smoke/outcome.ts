import { evaluateRange, formatAnnotation, type MatrixSeries, type Series } from "../../promql/evaluate/index.js";
import { type Expr, print, ruleDialect, typeOf } from "../../promql/index.js";
import type { Situation } from "./smoke-context.js";

/** What an expression gives over a stretch of time, in short. */
export type Outcome =
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "empty"; readonly annotations: readonly string[] }
  | { readonly kind: "only NaN" }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "varied" };

export function outcomeOf(expr: Expr, { store, version, from: start, end, step }: Situation): Outcome {
  const result = evaluateRange(expr, { store, start, end, step, dialect: ruleDialect(version) });
  if (result.error !== undefined) return { kind: "failed", message: result.error };
  const { value, annotations } = result;
  if (value.kind !== "matrix" || value.series.length === 0)
    return { kind: "empty", annotations: annotations.map((one) => formatAnnotation(one, print(expr))) };
  const numbers = numbersIn(value.series);
  if (numbers.some((number) => number === undefined)) return { kind: "varied" };
  if (numbers.every(Number.isNaN)) return { kind: "only NaN" };
  const isConstant = numbers.length > 1 && numbers.every((number) => number === numbers[0]);
  return isConstant ? { kind: "constant", value: numbers[0]! } : { kind: "varied" };
}

/** Every value; undefined for a histogram. */
function numbersIn(series: readonly MatrixSeries[]): readonly (number | undefined)[] {
  return series.flatMap(({ samples }) => samples.map(({ value }) => (typeof value === "number" ? value : undefined)));
}

/** Whether a part of an expression gives something over time by itself: not text, and no range. */
export function hasOutcome(expr: Expr): boolean {
  const type = typeOf(expr);
  return type === "instant vector" || type === "scalar";
}

/** Whether any of the series changes in the stretch that is looked at. */
export function changes(series: readonly Series[], { from, end }: Situation): boolean {
  return series.some(({ floatCount, floatTimes, floatValues }) => {
    let first: number | undefined;
    for (let at = 0; at < floatCount; at++) {
      if (floatTimes[at]! < from || floatTimes[at]! > end) continue;
      first ??= floatValues[at]!;
      if (floatValues[at] !== first) return true;
    }
    return false;
  });
}

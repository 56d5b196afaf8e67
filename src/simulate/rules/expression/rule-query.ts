import {
  evaluateAt,
  formatHistogram,
  type NativeHistogram,
  noMetric,
  type QueryOptions,
  type VectorSample,
} from "../../../promql/evaluate/index.js";
import type { Expr } from "../../../promql/index.js";

/** The result of a rule's expression: a vector, or an error. */
export type RuleVector =
  | { readonly samples: readonly VectorSample[]; readonly error?: undefined }
  | { readonly error: string; readonly samples?: undefined };

/** Evaluates the expression of a rule or a template at one time. A scalar becomes a sample without labels. */
export function queryVector(expr: Expr | string, time: number, options: QueryOptions): RuleVector {
  const result = evaluateAt(expr, time, options);
  if (result.error !== undefined) return { error: result.error };
  const { value } = result;
  if (value.kind === "vector") return { samples: value.samples };
  if (value.kind === "scalar") return { samples: [{ metric: noMetric, value: value.value }] };
  return { error: "rule result is not a vector or scalar" };
}

/** Returns a sample's value for templates and reports. */
export function displayValue(value: number | NativeHistogram): number | string {
  return typeof value === "number" ? value : formatHistogram(value);
}

import {
  evaluateInstant,
  formatHistogram,
  type NativeHistogram,
  noMetric,
  type QueryOptions,
  type VectorSample,
} from "../../promql/evaluate/index.js";
import type { Expr } from "../../promql/index.js";

/** The vector that a rule's expression gives, or why it gives none. */
export type RuleVector =
  | { readonly samples: readonly VectorSample[]; readonly error?: undefined }
  | { readonly error: string; readonly samples?: undefined };

/** Evaluates the expression of a rule, or of a template, at one time. A scalar counts as a sample without labels. */
export function queryVector(expr: Expr | string, time: number, options: QueryOptions): RuleVector {
  const result = evaluateInstant(expr, { ...options, time });
  if (result.error !== undefined) return { error: result.error };
  const { value } = result;
  if (value.kind === "vector") return { samples: value.samples };
  if (value.kind === "scalar") return { samples: [{ metric: noMetric, value: value.value }] };
  return { error: "rule result is not a vector or scalar" };
}

/** A sample's value as templates and people see it. */
export function displayValue(value: number | NativeHistogram): number | string {
  return typeof value === "number" ? value : formatHistogram(value);
}

import { evaluateInstant, type LogStore } from "../../../logql/evaluate/index.js";
import { type Expr, parse, ruleDialect, unwrapParens } from "../../../logql/index.js";
import { noMetric } from "../../../promql/evaluate/index.js";
import type { RuleVector } from "./rule-query.js";

/** Evaluates an expression in LogQL at one time, as Loki's ruler does. A scalar becomes a sample without labels. */
export function queryLogVector(expr: Expr | string, time: number, store: LogStore): RuleVector {
  if (typeof expr === "string") {
    const { expr: parsed, errors } = parse(expr, ruleDialect);
    if (!parsed || errors[0]) return { error: errors[0]?.message ?? "parse error: no expression found in input" };
    return queryLogVector(parsed, time, store);
  }
  // Loki loads such a rule, and fails to evaluate it.
  if (unwrapParens(expr).kind === "log query") return { error: "rule result is not a vector or scalar" };
  const { value, error } = evaluateInstant(expr, { store, time: toNanoseconds(time) });
  if (error !== undefined) return { error };
  if (value.kind === "vector") return { samples: value.samples };
  if (value.kind === "scalar") return { samples: [{ metric: noMetric, value: value.value }] };
  return { error: "rule result is not a vector or scalar" };
}

/** Converts milliseconds to the nanoseconds that lines have. */
export function toNanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * 1_000_000n;
}

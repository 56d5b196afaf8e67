import type { Aggregation, Binary, Call, Expr, VectorSelector } from "../syntax/ast.js";
import { childCount, postOrder } from "../syntax/walk.js";
import { functions } from "./functions.js";

/** The kind of the samples of a series: numbers, or native histograms. */
export type SampleKind = "float" | "histogram";

/**
 * The kind of the samples of a result. `"none"` if native histograms are used as numbers: Prometheus drops them. Undefined
 * if it is unknown.
 */
export type ResultKind = SampleKind | "none" | undefined;

/** Looks up the kind of samples that a selector selects; undefined if it is unknown. */
export type SampleKindLookup = (selector: VectorSelector) => SampleKind | undefined;

/**
 * Infers the kind of samples of an expression and of all its descendants.
 *
 * @example
 * ```ts
 * const { expr } = parse("histogram_count(rate(rpc_duration_seconds[5m]))", dialect);
 * inferSampleKinds(expr!, () => "histogram").get(expr!); // "float"
 * ```
 */
export function inferSampleKinds(expr: Expr, lookUp: SampleKindLookup): ReadonlyMap<Expr, ResultKind> {
  const all = new Map<Expr, ResultKind>();
  const done: ResultKind[] = [];
  for (const node of postOrder(expr)) {
    const count = childCount(node);
    const inner = count === 0 ? [] : done.splice(done.length - count);
    const kind = infer(node, inner, lookUp);
    done.push(kind);
    all.set(node, kind);
  }
  return all;
}

function infer(node: Expr, inner: readonly ResultKind[], lookUp: SampleKindLookup): ResultKind {
  switch (node.kind) {
    case "number":
      return "float";
    case "string":
      return undefined;
    case "selector":
      return lookUp(node);
    case "matrix":
    case "subquery":
    case "paren":
    case "unary":
      return inner[0];
    case "aggregation":
      return inferAggregation(node, inner);
    case "call":
      return inferCall(node, inner);
    case "binary":
      return inferBinary(node, inner[0], inner[1]);
  }
}

const keepingAggregations: ReadonlySet<string> = new Set(["sum", "avg", "limitk", "limit_ratio"]);
const countingAggregations: ReadonlySet<string> = new Set(["count", "group", "count_values"]);

function inferAggregation({ operator }: Aggregation, inner: readonly ResultKind[]): ResultKind {
  if (countingAggregations.has(operator)) return "float";
  const kind = inner.at(-1);
  return keepingAggregations.has(operator) ? kind : asNumber(kind);
}

const keepingFunctions: ReadonlySet<string> = new Set([
  ...["rate", "irate", "increase", "delta", "idelta", "sum_over_time", "avg_over_time"],
  ...["last_over_time", "first_over_time", "label_replace", "label_join", "sort_by_label", "sort_by_label_desc"],
]);
const countingFunctions: ReadonlySet<string> = new Set([
  ...["absent", "absent_over_time", "present_over_time", "count_over_time", "changes", "resets", "timestamp"],
  ...["start_timestamp", "ts_of_first_over_time", "ts_of_last_over_time", "scalar", "vector"],
]);
/** Functions with a result that depends on the release. */
const variableFunctions: ReadonlySet<string> = new Set(["sort", "sort_desc", "info"]);

function inferCall({ name }: Call, inner: readonly ResultKind[]): ResultKind {
  if (name.startsWith("histogram_") || countingFunctions.has(name)) return "float";
  const signature = functions.get(name);
  if (!signature || variableFunctions.has(name)) return undefined;
  const vector = signature.args.findIndex((type) => type === "instant vector" || type === "range vector");
  const kind = vector < 0 ? "float" : inner[vector];
  return keepingFunctions.has(name) ? kind : asNumber(kind);
}

/** The result of something that takes numbers only. */
function asNumber(kind: ResultKind): ResultKind {
  return kind === "histogram" ? "none" : kind;
}

function inferBinary({ operator }: Binary, left: ResultKind, right: ResultKind): ResultKind {
  if (operator === "and" || operator === "unless") return left;
  if (operator === "or") return left === right ? left : undefined;
  if (left === undefined || right === undefined) return undefined;
  if (left === "none" || right === "none") return "none";
  if (left === "float" && right === "float") return "float";
  if (left === "histogram" && right === "histogram") return /^(?:\+|-|==|!=)$/.test(operator) ? left : "none";
  if (operator === "*") return "histogram";
  return left === "histogram" && /^(?:\/|<\/|>\/)$/.test(operator) ? left : "none";
}

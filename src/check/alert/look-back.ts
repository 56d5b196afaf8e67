import { durationMs } from "../../model/definition/duration.js";
import { type Binary, type Expr, postOrder } from "../../promql/index.js";
import type { QuerySubject } from "../check.js";
import { durationLength } from "../expression/range.js";
import { onlyWhileFiring } from "./filters.js";

/**
 * Over how many milliseconds an expression takes its values at least: a single odd sample weighs the less, the longer
 * that is. 0 where the latest sample alone decides, Infinity where no series has a say.
 */
export function lookBack(query: QuerySubject): number {
  const known = new Map<Expr, number>();
  for (const node of postOrder(query.expr)) known.set(node, lookBackOf(node, query, known));
  return known.get(query.expr) ?? 0;
}

function lookBackOf(node: Expr, query: QuerySubject, known: ReadonlyMap<Expr, number>): number {
  const of = (inner: Expr): number => known.get(inner) ?? 0;
  switch (node.kind) {
    case "number":
    case "string":
      return Number.POSITIVE_INFINITY;
    case "selector":
      // The alerts that these are of have waited already.
      return onlyWhileFiring.has(node.name ?? "") ? Number.POSITIVE_INFINITY : recordedOver(node.name ?? "");
    case "matrix":
      return durationLength(node.range, query) ?? 0;
    case "subquery":
      return Math.max(durationLength(node.range, query) ?? 0, of(node.expr));
    case "aggregation":
      return of(node.expr);
    case "call":
      return node.args.reduce((least, arg) => Math.min(least, of(arg)), Number.POSITIVE_INFINITY);
    case "unary":
      return of(node.operand);
    case "paren":
      return of(node.inner);
    case "binary":
      return ofBoth(node, of(node.left), of(node.right));
  }
}

function ofBoth({ operator }: Binary, left: number, right: number): number {
  if (operator === "unless") return left;
  return operator === "and" ? longerOf(left, right) : Math.min(left, right);
}

/** Both sides of `and` must hold, so the steadier one decides; a side without series holds always, and decides nothing. */
function longerOf(left: number, right: number): number {
  if (left === Number.POSITIVE_INFINITY) return right;
  return right === Number.POSITIVE_INFINITY ? left : Math.max(left, right);
}

/** The window that a recording rule's name ends in: `job:requests:rate30m`. */
function recordedOver(name: string): number {
  const window = /:[a-z_]+(\d{1,6}[mhdw])$/.exec(name)?.[1];
  return (window && durationMs(window)) || 0;
}

import { generate } from "../../model/definition/origin.js";
import type { Comparable, Query } from "../../model/expression/query.js";

/**
 * The expression for the value of a signal or a recording rule. Memoised: what is composed of an expression is memoised by
 * the expression itself.
 */
export function queryOf(measured: Comparable): Query {
  const query = memoised.get(measured) ?? generate(() => measured.toQuery());
  memoised.set(measured, query);
  return query;
}

const memoised = new WeakMap<Comparable, Query>();

import type { Expr, LabelSet, SeriesLookup } from "../../promql/index.js";
import { inferAllLabels, inferLabels } from "../../promql/index.js";
import type { QuerySubject, RuleSubject } from "../check.js";

/** The labels of one expression's parts: kept for as long as checks look at that one. */
let latest:
  | { readonly expr: Expr; readonly known: SeriesLookup; readonly labels: ReadonlyMap<Expr, LabelSet> }
  | undefined;

/** A query as checks see it; the labels of its parts are inferred when one of them first asks. */
export function querySubject(
  facts: Omit<QuerySubject, "kind" | "labelsOf" | "rule"> & {
    readonly known: SeriesLookup;
    readonly rule?: RuleSubject;
  },
): QuerySubject {
  const { known, rule, ...rest } = facts;
  return {
    ...rest,
    kind: "query",
    rule,
    labelsOf(expr) {
      if (latest?.expr !== facts.expr || latest.known !== known) {
        latest = { expr: facts.expr, known, labels: inferAllLabels(facts.expr, known) };
      }
      return latest.labels.get(expr) ?? inferLabels(expr, known);
    },
  };
}

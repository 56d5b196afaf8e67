import type { Expr, Known, LabelSet } from "../../promql/index.js";
import { inferAllLabels, inferLabels } from "../../promql/index.js";
import type { QuerySubject, RuleSubject } from "../check.js";

/** A query as checks see it; the labels of its parts are inferred when one of them first asks. */
export function querySubject(
  facts: Omit<QuerySubject, "kind" | "labelsOf" | "rule"> & { readonly known: Known; readonly rule?: RuleSubject },
): QuerySubject {
  const { known, rule, ...rest } = facts;
  let labels: ReadonlyMap<Expr, LabelSet> | undefined;
  return {
    ...rest,
    kind: "query",
    rule,
    labelsOf(expr) {
      labels ??= inferAllLabels(facts.expr, known);
      return labels.get(expr) ?? inferLabels(expr, known);
    },
  };
}

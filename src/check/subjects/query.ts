import { type Expr, inferAllLabels, inferLabels, type LabelSet, type SeriesLookup } from "../../promql/index.js";
import type { QuerySubject, RuleSubject } from "../check.js";
import { collectParts, type Parts } from "../expression/parts.js";

type QueryFields = Omit<QuerySubject, "kind" | "parts" | "labelsOf" | "rule">;

/** Creates the subject for an expression. Its parts and their labels are computed when a check first asks for them. */
export function querySubject(fields: QueryFields, lookup: SeriesLookup, rule?: RuleSubject): QuerySubject {
  let parts: Parts | undefined;
  let labels: ReadonlyMap<Expr, LabelSet> | undefined;
  return {
    ...fields,
    kind: "query",
    rule,
    get parts() {
      parts ??= collectParts(fields.expr);
      return parts;
    },
    labelsOf(expr) {
      labels ??= inferAllLabels(fields.expr, lookup);
      return labels.get(expr) ?? inferLabels(expr, lookup);
    },
  };
}

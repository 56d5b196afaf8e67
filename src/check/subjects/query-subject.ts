import {
  type Expr,
  inferAllLabels,
  inferLabels,
  inferSampleKinds,
  type LabelSet,
  type ResultKind,
  type SeriesLookup,
} from "../../promql/index.js";
import type { AnalyzedQuery, QuerySubject, RuleSubject } from "../check.js";
import { collectParts } from "../expression/parts.js";

type QueryFields = Omit<QuerySubject, "kind" | "rule" | "analyze">;

/** Creates the subject for an expression. */
export function querySubject(fields: QueryFields, lookup: SeriesLookup, rule?: RuleSubject): QuerySubject {
  return {
    ...fields,
    kind: "query",
    rule,
    analyze() {
      return analyze(this, lookup);
    },
  };
}

function analyze(query: QuerySubject, lookup: SeriesLookup): AnalyzedQuery {
  let labels: ReadonlyMap<Expr, LabelSet> | undefined;
  let samples: ReadonlyMap<Expr, ResultKind> | undefined;
  return {
    ...query,
    parts: collectParts(query.expr),
    labelsOf(expr) {
      labels ??= inferAllLabels(query.expr, lookup);
      return labels.get(expr) ?? inferLabels(expr, lookup);
    },
    samplesOf(expr) {
      samples ??= inferSampleKinds(query.expr, (selector) => lookup(selector)?.samples);
      return samples.get(expr);
    },
  };
}

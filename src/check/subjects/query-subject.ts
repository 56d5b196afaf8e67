import {
  type Expr,
  inferAllLabels,
  inferLabels,
  inferSampleKinds,
  type LabelSet,
  type ResultKind,
} from "../../promql/index.js";
import type { AnalyzedQuery, QuerySubject, RuleSubject } from "../check.js";
import { collectParts } from "../expression/parts.js";
import { inferQuantities } from "../values/infer-quantities.js";
import { inferRanges } from "../values/infer-ranges.js";
import { anyValue } from "../values/value-range.js";
import type { Lookups } from "./inputs.js";

type QueryFields = Omit<QuerySubject, "kind" | "rule" | "analyze">;

/** Creates the subject for an expression. */
export function querySubject(fields: QueryFields, lookups: Lookups, rule?: RuleSubject): QuerySubject {
  // In Node 20, every object that adds properties to a spread has a hidden class of its own, larger than the object.
  return Object.assign({}, fields, {
    kind: "query" as const,
    rule,
    analyze(this: QuerySubject) {
      return analyze(this, lookups);
    },
  });
}

function analyze(query: QuerySubject, { lookup, values }: Lookups): AnalyzedQuery {
  let labels: ReadonlyMap<Expr, LabelSet> | undefined;
  let samples: ReadonlyMap<Expr, ResultKind> | undefined;
  let quantities: ReturnType<typeof inferQuantities> | undefined;
  let ranges: ReturnType<typeof inferRanges> | undefined;
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
    quantityOf(expr) {
      quantities ??= inferQuantities(query.expr, values.quantity);
      return quantities.get(expr)?.value;
    },
    rangeOf(expr) {
      ranges ??= inferRanges(query.expr, values.range, values.largestBucket);
      return ranges.get(expr) ?? anyValue;
    },
    recordingsOf: values.recordingsOf,
  };
}

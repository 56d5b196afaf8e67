import {
  type Expr,
  inferAllLabels,
  inferLabels,
  inferSampleKinds,
  type LabelSet,
  type ResultKind,
} from "../../promql/index.js";
import { inferQuantities } from "../../promql/values/infer-quantities.js";
import { inferRanges } from "../../promql/values/infer-ranges.js";
import type { QuantityOrConstant } from "../../promql/values/quantity.js";
import { anyValue, type ValueRange } from "../../promql/values/value-range.js";
import type { AnalyzedQuery, QuerySubject, RuleSubject } from "../check.js";
import { collectParts } from "../expression/parts.js";
import type { Lookups } from "./inputs.js";

type QueryFields = Omit<QuerySubject, "kind" | "rule" | "analyze">;

/** Creates the subject for an expression. */
export function querySubject(fields: QueryFields, lookups: Lookups, rule?: RuleSubject): QuerySubject {
  // In Node 20, every object that adds properties to a spread has a hidden class of its own, larger than the object.
  return Object.assign({}, fields, {
    kind: "query" as const,
    rule,
    analyze(this: QuerySubject) {
      return new Analysis(this, lookups);
    },
  });
}

/** The labels of the series of rules: their analysis is not kept, and checks of notifications ask for the same. */
const labelsOfRules = new WeakMap<QuerySubject, LabelSet>();

/** Infers the labels of the result of a query. */
export function seriesLabels(query: QuerySubject): LabelSet {
  return labelsOfRules.get(query) ?? query.analyze().labelsOf(query.expr);
}

/**
 * A class, so that all queries have one hidden class, as does an object without a spread: most of the time of checks is
 * spent reading these properties.
 */
class Analysis implements AnalyzedQuery {
  readonly kind = "query";
  readonly name: AnalyzedQuery["name"];
  readonly allow: AnalyzedQuery["allow"];
  readonly context: AnalyzedQuery["context"];
  readonly in: AnalyzedQuery["in"];
  readonly expr: Expr;
  readonly text: string;
  readonly isForeign?: boolean;
  readonly window: AnalyzedQuery["window"];
  readonly rule: AnalyzedQuery["rule"];
  readonly recordingsOf: AnalyzedQuery["recordingsOf"];
  readonly #query: QuerySubject;
  readonly #lookups: Lookups;
  #parts: AnalyzedQuery["parts"] | undefined;
  #labels: ReadonlyMap<Expr, LabelSet> | undefined;
  #samples: ReadonlyMap<Expr, ResultKind> | undefined;
  #quantities: ReturnType<typeof inferQuantities> | undefined;
  #ranges: ReturnType<typeof inferRanges> | undefined;

  constructor(query: QuerySubject, lookups: Lookups) {
    this.name = query.name;
    this.allow = query.allow;
    this.context = query.context;
    this.in = query.in;
    this.expr = query.expr;
    this.text = query.text;
    this.isForeign = query.isForeign === true;
    this.window = query.window;
    this.rule = query.rule;
    this.recordingsOf = lookups.values.recordingsOf;
    this.#query = query;
    this.#lookups = lookups;
  }

  get parts(): AnalyzedQuery["parts"] {
    this.#parts ??= collectParts(this.expr);
    return this.#parts;
  }

  locate(start: number, end: number): ReturnType<AnalyzedQuery["locate"]> {
    return this.#query.locate(start, end);
  }

  analyze(): AnalyzedQuery {
    return this;
  }

  labelsOf(expr: Expr): LabelSet {
    this.#labels ??= this.#inferLabels();
    return this.#labels.get(expr) ?? inferLabels(expr, this.#lookups.lookup, "possible");
  }

  #inferLabels(): ReadonlyMap<Expr, LabelSet> {
    const labels = inferAllLabels(this.expr, this.#lookups.lookup, "possible");
    if (this.rule) labelsOfRules.set(this.#query, labels.get(this.expr)!);
    return labels;
  }

  samplesOf(expr: Expr): ResultKind {
    this.#samples ??= this.#inferSamples();
    return this.#samples.get(expr);
  }

  /** Most expressions have no histogram in them: then there is nothing to infer. */
  #inferSamples(): ReadonlyMap<Expr, ResultKind> {
    const { lookup } = this.#lookups;
    if (this.parts.selectors.every((one) => lookup(one.expr)?.samples !== "histogram")) return new Map();
    return inferSampleKinds(this.expr, (selector) => lookup(selector)?.samples);
  }

  quantityOf(expr: Expr): QuantityOrConstant {
    this.#quantities ??= inferQuantities(this.expr, this.#lookups.values.quantity);
    return this.#quantities.get(expr)?.value;
  }

  rangeOf(expr: Expr): ValueRange {
    this.#ranges ??= inferRanges(this.expr, this.#lookups.values.range, this.#lookups.values.quantileRange);
    return this.#ranges.get(expr) ?? anyValue;
  }
}

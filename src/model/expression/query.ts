import { Definition, hasKind } from "../definition/definition.js";
import { Origin } from "../definition/origin.js";
import type { Varying } from "../definition/per-environment.js";

export type Comparison = ">" | ">=" | "<" | "<=" | "==" | "!=";

/**
 * Something whose value can be compared: an expression, a signal or a recording rule. A comparison is a condition that
 * an alert fires on.
 */
export abstract class Comparable extends Definition {
  /** The expression for its value. */
  abstract toQuery(): Query;

  /** True while the value is greater than the limit. */
  above(limit: Varying<number>): Condition {
    return this.compare(">", limit);
  }

  /** True while the value is greater than the limit, or equal to it. */
  atLeast(limit: Varying<number>): Condition {
    return this.compare(">=", limit);
  }

  /** True while the value is less than the limit. */
  below(limit: Varying<number>): Condition {
    return this.compare("<", limit);
  }

  /** True while the value is less than the limit, or equal to it. */
  atMost(limit: Varying<number>): Condition {
    return this.compare("<=", limit);
  }

  /** True while the value is exactly the limit. */
  equals(limit: Varying<number>): Condition {
    return this.compare("==", limit);
  }

  /** True while the value is anything but the limit. */
  differsFrom(limit: Varying<number>): Condition {
    return this.compare("!=", limit);
  }

  private compare(comparison: Comparison, limit: Varying<number>): Condition {
    const origin = new Origin();
    const left = this.toQuery();
    const chunks = ["", ` ${comparison} `, ""];
    const query = new Query({ language: "promql", chunks, holes: [left, limit], signal: left.signal }, origin);
    return new Condition(query, { query: left, comparison, limit }, origin);
  }
}

interface QueryFields {
  readonly language: "promql" | "logql";
  readonly chunks: readonly string[];
  readonly holes: readonly unknown[];
  readonly signal?: string | undefined;
}

/** An expression: text with holes, as it was written. It becomes PromQL when it is compiled for an environment. */
export class Query extends Comparable {
  readonly kind = "query";
  readonly language: "promql" | "logql";
  /** The raw text between the holes. */
  readonly chunks: readonly string[];
  readonly holes: readonly unknown[];
  /** The id of the signal that this measures, if it is one: links an alert to the panel that shows the same signal. */
  readonly signal: string | undefined;

  constructor({ language, chunks, holes, signal }: QueryFields, origin: Origin = new Origin()) {
    super(origin);
    this.language = language;
    this.chunks = chunks;
    this.holes = holes;
    this.signal = signal;
  }

  override toQuery(): Query {
    return this;
  }
}

/** A comparison: what is compared, how, and with which limit. */
export interface Bound {
  readonly query: Query;
  readonly comparison: Comparison;
  readonly limit: Varying<number>;
}

/** Properties of a condition that its expression does not show. */
export interface ConditionTraits {
  /** The services whose outage it detects. */
  readonly outageOf: readonly string[];
}

const noTraits: ConditionTraits = { outageOf: [] };

/** An expression that returns only series that are out of bounds: what an alert fires on. */
export class Condition extends Definition {
  readonly kind = "condition";
  readonly query: Query;
  /** The first comparison of a combination. */
  readonly compared: Bound | undefined;
  readonly traits: ConditionTraits;

  constructor(query: Query, compared: Bound | undefined, origin: Origin, traits: ConditionTraits = noTraits) {
    super(origin);
    this.query = query;
    this.compared = compared;
    this.traits = traits;
  }

  /** Fires only while the other condition holds too, for series with the same labels. */
  and<Other>(other: Fires<Other>): Condition {
    return this.combine("and", other);
  }

  /** Fires only while the other condition does not hold, for series with the same labels. */
  unless<Other>(other: Fires<Other>): Condition {
    return this.combine("unless", other);
  }

  /** Fires while either condition holds. */
  or<Other>(other: Fires<Other>): Condition {
    return this.combine("or", other);
  }

  private combine<Other>(operator: string, other: Fires<Other>): Condition {
    const origin = new Origin();
    const right = isCondition(other) ? other.query : other;
    const chunks = ["", ` ${operator} `, ""];
    const holes = [this.query, right];
    const query = new Query({ language: "promql", chunks, holes, signal: this.query.signal }, origin);
    const traits = operator === "or" && isCondition(other) ? mergeTraits(this.traits, other.traits) : this.traits;
    return new Condition(query, this.compared, origin, traits);
  }
}

function mergeTraits(one: ConditionTraits, other: ConditionTraits): ConditionTraits {
  return { outageOf: [...new Set([...one.outageOf, ...other.outageOf])] };
}

/** An expression an alert can fire on, or a sentence with the fix, which the type checker prints. */
export type Fires<T> = T extends Condition | Query
  ? T
  : T extends { readonly kind: "signal" | "recordingRule" }
    ? "a bound is missing: write .above(0.05), .below(10), …"
    : T extends { readonly kind: "metric" | "series" }
      ? "a metric is not a condition: compare it, as in promql`${…} > 5`"
      : Condition | Query;

export function isQuery(value: unknown): value is Query {
  return hasKind(value, "query");
}

export function isCondition(value: unknown): value is Condition {
  return hasKind(value, "condition");
}

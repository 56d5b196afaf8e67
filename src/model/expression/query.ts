import type { Span } from "../../diagnostics/diagnostic.js";
import { checkArguments, requireArguments } from "../definition/check-arguments.js";
import { Definition, hasKind, isDefinitionOf } from "../definition/definition.js";
import { instance, number, type OptionTable, options, required, varying } from "../definition/option-table.js";
import { Origin } from "../definition/origin.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { PerEnvironment, Varying } from "../definition/per-environment.js";
import { distinctServices, type ServiceName } from "../system/service-key.js";

export type Comparison = ">" | ">=" | "<" | "<=" | "==" | "!=";

const comparisonNames: Readonly<Record<Comparison, string>> = {
  ">": "above",
  ">=": "atLeast",
  "<": "below",
  "<=": "atMost",
  "==": "equals",
  "!=": "differsFrom",
};

/**
 * Something whose value can be compared: an expression, a signal or a recording rule. A comparison is a condition that
 * an alert fires on.
 */
export abstract class Comparable extends Definition {
  /** The expression for its value. */
  abstract toQuery(): Query;

  /**
   * True while the value is greater than the limit.
   *
   * @example
   * errorRatio(user.http).above(0.05, { whenBusy: 0.1 })
   */
  above(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare(">", limit, guard);
  }

  /** True while the value is greater than the limit, or equal to it. */
  atLeast(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare(">=", limit, guard);
  }

  /** True while the value is less than the limit. */
  below(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare("<", limit, guard);
  }

  /** True while the value is less than the limit, or equal to it. */
  atMost(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare("<=", limit, guard);
  }

  /** True while the value is exactly the limit. */
  equals(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare("==", limit, guard);
  }

  /** True while the value is anything but the limit. */
  differsFrom(limit: Varying<number>, guard: GuardOptions = {}): Condition {
    return this.compare("!=", limit, guard);
  }

  private compare(comparison: Comparison, limit: Varying<number>, guard: GuardOptions): Condition {
    requireArguments(`${comparisonNames[comparison]}(…)`, [
      ["limit", limit, required(varying(number))],
      ["options", guard, required(options)],
    ]);
    const origin = originOfCall(guard, guardOptions);
    const left = this.toQuery();
    const { traffic } = left;
    const { whenBusy } = guard;
    const compared = { query: left, comparison, limit, ...(whenBusy !== undefined && { whenBusy }) };
    if (whenBusy === undefined || !traffic) {
      const query = new Query({ ...resultOf(left), chunks: ["", ` ${comparison} `, ""], holes: [left, limit] }, origin);
      return new Condition(query, compared, origin, { ...noTraits, lacksTraffic: whenBusy !== undefined });
    }
    const chunks = ["", ` ${comparison} `, " and on (", ") ", " >= ", ""];
    const holes = [left, limit, traffic.by, traffic.query, whenBusy];
    const query = new Query({ ...resultOf(left), chunks, holes }, origin);
    return new Condition(query, compared, origin, { ...noTraits, isGuarded: true });
  }
}

/** The fields that an expression has in common with one that filters its result. */
function resultOf({
  language,
  signal,
  by,
  largest,
}: Query): Pick<QueryFields, "language" | "signal" | "by" | "largest"> {
  return { language, signal, by, largest };
}

export interface GuardOptions {
  /**
   * The condition only holds while there are at least this many events per second: a handful of requests cannot fulfil it.
   * For signals that know the rate of their events: ratios, latencies and other quantiles.
   *
   * @default no minimum
   */
  readonly whenBusy?: Varying<number>;
}

const guardOptions = { whenBusy: varying(number) } as const satisfies OptionTable<GuardOptions>;

/** The quantity that a signal measures, in words. */
export interface Quantity {
  readonly title: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
}

/** The rate of the events that a ratio or a quantile is computed from, per second. */
export interface Traffic {
  readonly query: Query;
  /** The labels of its result. */
  readonly by: readonly string[];
}

interface QueryFields {
  readonly language: "promql" | "logql";
  readonly chunks: readonly string[];
  readonly holes: readonly unknown[];
  readonly signal?: string | undefined;
  readonly traffic?: Traffic | undefined;
  readonly by?: readonly string[] | undefined;
  readonly largest?: number | undefined;
  readonly quantity?: Quantity | undefined;
  readonly inFile?: SpanWithin | undefined;
}

/** Finds a part of a text in the file that it was read from. */
export type SpanWithin = (start: number, end: number) => Span;

/** An expression: text with holes, as it was written. It becomes PromQL when it is compiled for an environment. */
export class Query extends Comparable {
  readonly kind = "query";
  readonly language: "promql" | "logql";
  /** The raw text between the holes. */
  readonly chunks: readonly string[];
  readonly holes: readonly unknown[];
  /** The id of the signal that this measures, if it is one: links an alert to the panel that shows the same signal. */
  readonly signal: string | undefined;
  /** For a ratio or a quantile: the rate of its events. */
  readonly traffic: Traffic | undefined;
  /** For a signal: the labels of its result. */
  readonly by: readonly string[] | undefined;
  /** For a signal: the largest possible value, if there is one. */
  readonly largest: number | undefined;
  /** For a signal, or a rule that records one: what it measures. */
  readonly quantity: Quantity | undefined;
  /** For an expression that was read from a file, not written as a template literal: finds parts of its text there. */
  readonly inFile: SpanWithin | undefined;

  constructor(fields: QueryFields, origin: Origin = new Origin()) {
    const { language, chunks, holes, signal, traffic, by, largest, quantity, inFile } = fields;
    super(origin);
    this.language = language;
    this.chunks = chunks;
    this.holes = holes;
    this.signal = signal;
    this.traffic = traffic;
    this.by = by;
    this.largest = largest;
    this.quantity = quantity;
    this.inFile = inFile;
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
  /** The minimum of events per second, below which the comparison does not count. */
  readonly whenBusy?: Varying<number>;
}

/** Properties of a condition that its expression does not show. */
export interface ConditionTraits {
  /** The services whose outage it detects. */
  readonly outageOf: readonly ServiceName[];
  /** True if it holds only while another condition does, such as one on the traffic. */
  readonly isGuarded: boolean;
  /** True if it has a minimum of traffic, but compares something without a rate. */
  readonly lacksTraffic: boolean;
  /** The pairs of expressions of which one keeps the alert of the other firing: their labels must be the same. */
  readonly kept: readonly KeptCondition[];
}

/** A condition, and the outage during which its alert keeps firing. */
export interface KeptCondition {
  readonly condition: Query;
  readonly outage: Query;
}

export const noTraits: ConditionTraits = { outageOf: [], isGuarded: false, lacksTraffic: false, kept: [] };

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

  /**
   * Fires also while a service is down, as one and the same alert: ratios and quantiles vanish with the traffic, and an
   * alert on them would resolve in the outage. Its value is then the worst there can be: 1 for an error ratio, the last
   * bucket for a latency, 0 for what must not fall below its limit. Without a largest value it is the limit.
   *
   * @example
   * errorRatio(user.http).above(0.05, { whenBusy: 0.1 }).orWhile(down(user))
   */
  orWhile<Other>(outage: Fires<Other>): Condition {
    const { compared, query: condition } = this;
    if (!compared) return this.or(outage);
    const origin = checkArguments("orWhile(…)", [["outage", outage, required(conditionShape)]]);
    const worst = worstWhile(isCondition(outage) ? outage.query : (outage as Query), compared);
    const [first, ...others] = worst.chunks;
    const chunks = ["", ` or ${first}`, ...others];
    const query = new Query({ ...resultOf(condition), chunks, holes: [condition, ...worst.holes] }, origin);
    const traits = combineTraits("or", this.traits, isCondition(outage) ? outage.traits : noTraits);
    const kept = [...traits.kept, { condition, outage: new Query(worst, origin) }];
    return new Condition(query, compared, origin, { ...traits, isGuarded: this.traits.isGuarded, kept });
  }

  private combine<Other>(operator: string, other: Fires<Other>): Condition {
    const origin = checkArguments(`${operator}(…)`, [["other", other, required(conditionShape)]]);
    const right = isCondition(other) ? other.query : other;
    const chunks = ["", ` ${operator} `, ""];
    const holes = [this.query, right];
    const query = new Query({ ...resultOf(this.query), chunks, holes }, origin);
    const traits = combineTraits(operator, this.traits, isCondition(other) ? other.traits : noTraits);
    return new Condition(query, this.compared, origin, traits);
  }
}

/** The worst value of what is compared, with the same labels, while a condition holds. */
function worstWhile(outage: Query, { query: { by, largest }, comparison, limit }: Bound): QueryFields {
  const worst = comparison.startsWith(">") ? (largest ?? limit) : comparison.startsWith("<") ? 0 : limit;
  const factor = worst === 1 ? { chunks: [], holes: [] } : { chunks: [""], holes: [worst] };
  const start = worst === 1 ? "group" : " * group";
  // `group` returns 1 for each set of labels.
  const group =
    by?.length === 0
      ? { chunks: [`${start}(`, ")"], holes: [outage] }
      : { chunks: [`${start} ${by ? "by" : "without"} (`, ") (", ")"], holes: [by ?? [], outage] };
  const chunks = [...factor.chunks, ...group.chunks];
  return { language: "promql", chunks, holes: [...factor.holes, ...group.holes] };
}

const conditionShape = instance(
  "a condition, such as signal.above(1)",
  (value) => isCondition(value) || isQuery(value) || hasKind(value, "perEnvironment"),
);

function combineTraits(operator: string, one: ConditionTraits, other: ConditionTraits): ConditionTraits {
  const isEither = operator === "or";
  return {
    outageOf: isEither ? distinctServices([...one.outageOf, ...other.outageOf]) : one.outageOf,
    isGuarded: isEither ? one.isGuarded && other.isGuarded : one.isGuarded || operator === "and",
    lacksTraffic: one.lacksTraffic || other.lacksTraffic,
    kept: [...one.kept, ...other.kept],
  };
}

/** An expression an alert can fire on, or a sentence with the fix, which the type checker prints. */
export type Fires<T> = T extends Condition | Query | PerEnvironment<Condition | Query>
  ? T
  : T extends { readonly kind: "signal" | "recordingRule" }
    ? "a bound is missing: write .above(0.05), .below(10), …"
    : T extends { readonly kind: "metric" | "series" }
      ? "a metric is not a condition: compare it, as in promql`${…} > 5`"
      : Condition | Query;

export function isQuery(value: unknown): value is Query {
  return isDefinitionOf(value, "query");
}

export function isCondition(value: unknown): value is Condition {
  return isDefinitionOf(value, "condition");
}

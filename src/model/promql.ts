import type { RecordingRule } from "./alert.js";
import { defined } from "./definition.js";
import type { Duration } from "./duration.js";
import type { Varying } from "./environment.js";
import type { Histogram, Summary } from "./metric.js";
import { Origin } from "./origin.js";
import type { Comparison, Condition, Hole, Query } from "./query.js";
import type { Signal, SignalFacts } from "./signal.js";

/** A value in a hole, or a sentence that says what to write instead: the compiler prints it. */
type Fitting<T> = T extends Hole
  ? T
  : T extends Histogram
    ? "write .bucket, .sum or .count: a histogram is three metrics"
    : T extends Summary
      ? "write .quantile, .sum or .count: a summary is three metrics"
      : T extends Condition
        ? "a condition cannot be nested: write its signal, and compare in the expression"
        : T extends string
          ? 'text is not taken: write a duration such as "5m", a list of labels, or put it in the expression itself'
          : Hole;

/**
 * PromQL, with holes for what is defined elsewhere: metrics, other expressions, numbers, durations, lists of labels,
 * variables, and `window`.
 *
 * @example
 * promql`sum by (tier) (${user.subscriptions.where({ tier: ["basic", "pro"] })})`
 */
export function promql<const Holes extends readonly unknown[]>(
  strings: TemplateStringsArray,
  ...holes: { [Index in keyof Holes]: Fitting<Holes[Index]> }
): Query {
  return query("promql", strings.raw, holes, undefined, new Origin(promql));
}

/** An expression that compares, where the comparison is text already: `sum(x) > 5`. */
export function isQuery(value: unknown): value is Query {
  return kindOf(value) === "query";
}

export function isCondition(value: unknown): value is Condition {
  return kindOf(value) === "condition";
}

export function isSignal(value: unknown): value is Signal {
  return kindOf(value) === "signal";
}

function kindOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as { kind?: unknown }).kind : undefined;
}

/** Makes an expression from text and holes that are not typed yet. */
export function query(
  language: Query["language"],
  chunks: readonly string[],
  holes: readonly unknown[],
  signal?: string,
  at: Origin = new Origin(),
): Query {
  return withComparisons(defined({ kind: "query", language, chunks, holes, signal }, at)) as unknown as Query;
}

/** Makes a signal from everything that is known of it. */
export function makeSignal(facts: SignalFacts): Signal {
  const named = query("promql", facts.query.chunks, facts.query.holes, facts.id, facts.query.at);
  const legend = facts.legend ?? (facts.by.length === 0 ? facts.title : facts.by.map((by) => `{{${by}}}`).join(" "));
  const made = { kind: "signal" as const, ...facts, query: named, legend, max: facts.max };
  return withComparisons(defined(made)) as unknown as Signal;
}

/** What an expression can be had from. */
type Comparable = Query | Signal | RecordingRule;

/** Adds `.above()` and its kin to whatever an expression can be had from. */
export function withComparisons<T extends { readonly kind: Comparable["kind"] }>(target: T): T {
  return Object.setPrototypeOf(target, comparisons) as T;
}

/** Shared by all: there are tens of thousands of expressions in a large project. */
const comparisons = Object.create(Object.prototype, {
  above: comparison(">"),
  atLeast: comparison(">="),
  below: comparison("<"),
  atMost: comparison("<="),
  equals: comparison("=="),
  differsFrom: comparison("!="),
}) as object;

function comparison(operator: Comparison): PropertyDescriptor {
  return {
    value(this: Comparable, limit: Varying<number | Duration>) {
      return compare(queryOf(this), operator, limit as Varying<number>);
    },
  };
}

function queryOf(comparable: Comparable): Query {
  switch (comparable.kind) {
    case "query":
      return comparable;
    case "signal":
      return comparable.query;
    case "recordingRule":
      return query("promql", ["", ""], [comparable], comparable.query.signal);
  }
}

function compare(left: Query, comparison: Comparison, limit: Varying<number>): Condition {
  const at = new Origin();
  const whole = query("promql", ["", ` ${comparison} `, ""], [left, limit], left.signal, at);
  return condition(whole, { query: left, comparison, limit }, at);
}

function condition(whole: Query, compared: Condition["compared"], at: Origin): Condition {
  const made = defined({ kind: "condition", query: whole, compared }, at);
  return Object.setPrototypeOf(made, joins) as Condition;
}

const joins = Object.create(Object.prototype, {
  and: join("and"),
  unless: join("unless"),
  or: join("or"),
}) as object;

function join(word: "and" | "unless" | "or"): PropertyDescriptor {
  return {
    value(this: Condition, other: Condition | Query) {
      const right = isCondition(other) ? other.query : other;
      const at = new Origin();
      return condition(
        query("promql", ["", ` ${word} `, ""], [this.query, right], this.query.signal, at),
        this.compared,
        at,
      );
    },
  };
}

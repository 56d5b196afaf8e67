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
  return query("promql", strings.raw, holes);
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
  const made = { kind: "query", language, chunks, holes, signal } as Query;
  return withComparisons(defined(made, at), () => made);
}

/** Makes a signal from everything that is known of it. */
export function makeSignal(facts: SignalFacts): Signal {
  const named = query("promql", facts.query.chunks, facts.query.holes, facts.id, facts.query.at);
  const legend = facts.legend ?? (facts.by.length === 0 ? facts.title : facts.by.map((by) => `{{${by}}}`).join(" "));
  const made = { kind: "signal", ...facts, query: named, legend, max: facts.max } as unknown as Signal;
  return withComparisons(defined(made), () => named);
}

/** Adds `.above()` and its kin to whatever an expression can be had from. */
export function withComparisons<T extends object>(target: T, queryOf: () => Query): T {
  const comparisons = {
    above: ">",
    atLeast: ">=",
    below: "<",
    atMost: "<=",
    equals: "==",
    differsFrom: "!=",
  } as const satisfies Record<string, Comparison>;
  for (const [name, comparison] of Object.entries(comparisons)) {
    Object.defineProperty(target, name, {
      value: (limit: Varying<number | Duration>) => compare(queryOf(), comparison, limit as Varying<number>),
    });
  }
  return target;
}

function compare(left: Query, comparison: Comparison, limit: Varying<number>): Condition {
  const at = new Origin();
  const whole = query("promql", ["", ` ${comparison} `, ""], [left, limit], left.signal, at);
  return condition(whole, { query: left, comparison, limit }, at);
}

function condition(whole: Query, compared: Condition["compared"], at: Origin): Condition {
  const join = (word: string, other: Condition | Query) => {
    const right = isCondition(other) ? other.query : other;
    return condition(query("promql", ["", ` ${word} `, ""], [whole, right], whole.signal), compared, new Origin());
  };
  const made = { kind: "condition", query: whole, compared } as Condition;
  for (const word of ["and", "unless", "or"] as const) {
    Object.defineProperty(made, word, { value: (other: Condition | Query) => join(word, other) });
  }
  return defined(made, at);
}

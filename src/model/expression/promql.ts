import { Definition, defined } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { Origin } from "../definition/origin.js";
import type { Varying } from "../definition/per-environment.js";
import type { Histogram, Summary } from "../metric/metric.js";
import type { Comparison, Condition, Hole, Query, Recorded } from "./query.js";
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
  at?: Origin,
): Query {
  return defined({ kind: "query", language, chunks, holes, signal }, at, Comparable) as unknown as Query;
}

/** Makes a signal from everything that is known of it. */
export function makeSignal(facts: SignalFacts): Signal {
  const named = query("promql", facts.query.chunks, facts.query.holes, facts.id, facts.query.at);
  const legend = facts.legend ?? (facts.by.length === 0 ? facts.title : facts.by.map((by) => `{{${by}}}`).join(" "));
  const made = { kind: "signal", ...facts, query: named, legend, max: facts.max };
  return defined(made, undefined, Comparable) as unknown as Signal;
}

/** A definition that an expression can be had from: its value can be compared. */
export class Comparable extends Definition {
  above(limit: Limit): Condition {
    return compare(this, ">", limit);
  }

  atLeast(limit: Limit): Condition {
    return compare(this, ">=", limit);
  }

  below(limit: Limit): Condition {
    return compare(this, "<", limit);
  }

  atMost(limit: Limit): Condition {
    return compare(this, "<=", limit);
  }

  equals(limit: Limit): Condition {
    return compare(this, "==", limit);
  }

  differsFrom(limit: Limit): Condition {
    return compare(this, "!=", limit);
  }
}

type Limit = Varying<number | Duration>;

function compare(comparable: Comparable, comparison: Comparison, given: Limit): Condition {
  const at = new Origin();
  const limit = given as Varying<number>;
  const left = queryOf(comparable as unknown as Compared);
  const whole = query("promql", ["", ` ${comparison} `, ""], [left, limit], left.signal, at);
  return condition(whole, { query: left, comparison, limit }, at);
}

/** What can be compared: also a recording rule, by what it records. */
type Compared = Query | Signal | (Recorded & { readonly query: Query });

function queryOf(comparable: Compared): Query {
  switch (comparable.kind) {
    case "query":
      return comparable;
    case "signal":
      return comparable.query;
    case "recordingRule":
      return query("promql", ["", ""], [comparable], comparable.query.signal);
  }
}

function condition(whole: Query, compared: Condition["compared"], at: Origin): Condition {
  return defined({ kind: "condition", query: whole, compared }, at, Combinable) as unknown as Condition;
}

/** A condition: it can be combined with others. */
class Combinable extends Definition {
  and(other: Condition | Query): Condition {
    return combine(this, "and", other);
  }

  unless(other: Condition | Query): Condition {
    return combine(this, "unless", other);
  }

  or(other: Condition | Query): Condition {
    return combine(this, "or", other);
  }
}

function combine(first: Combinable, word: string, other: Condition | Query): Condition {
  const at = new Origin();
  const { query: left, compared } = first as unknown as Condition;
  const right = isCondition(other) ? other.query : other;
  return condition(query("promql", ["", ` ${word} `, ""], [left, right], left.signal, at), compared, at);
}

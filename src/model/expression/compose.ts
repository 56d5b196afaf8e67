import { isVariable, type Variable } from "../dashboard/variable.js";
import { isPerEnvironment } from "../definition/per-environment.js";
import { isLogStream } from "../metric/log-stream.js";
import { isMetric, type Metric, type Series } from "../metric/metric.js";
import { selectorText } from "./matchers.js";
import { isCondition, isQuery, isSignal } from "./promql.js";
import type { Query, Recorded } from "./query.js";

/** The macro that `${window}` becomes until the expression is rendered for a panel or a rule. */
export const windowMacro = "$__window";

/** An expression put together for one environment, and where each stretch of its text comes from. */
export interface Composed {
  readonly text: string;
  readonly query: Query;
  readonly pieces: readonly Piece[];
  /** What stands in its holes and in those of the expressions in it. */
  readonly uses: Uses;
  readonly problems: readonly ComposeProblem[];
}

/** A stretch of the text: part of what was written, or what a hole became. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly part: "chunk" | "hole";
  readonly index: number;
  /** For a chunk: where in it this stretch begins. */
  readonly offset: number;
  /** For a hole that holds an expression: that expression, and where its text begins in this one. */
  readonly inner?: { readonly composed: Composed; readonly at: number };
}

export interface Uses {
  readonly metrics: ReadonlySet<Metric>;
  readonly variables: ReadonlySet<Variable>;
  readonly recorded: ReadonlySet<Recorded>;
}

/** A hole that cannot be filled. */
export interface ComposeProblem {
  readonly query: Query;
  readonly hole: number;
  readonly message: string;
}

/** Whether an expression must be put in parentheses to stand inside another. Given by the language it is written in. */
export type NeedsParentheses = (text: string) => boolean;

/** Fills the holes of an expression, for one environment. */
export function compose(query: Query, environment: string, needsParentheses: NeedsParentheses): Composed {
  const pieces: Piece[] = [];
  const problems: ComposeProblem[] = [];
  let uses: Uses = { metrics: nothing, variables: nothing, recorded: nothing };
  let text = "";

  query.chunks.forEach((chunk, index) => {
    for (const { from, to } of unescapedStretches(chunk)) {
      pieces.push({ start: text.length, end: text.length + to - from, part: "chunk", index, offset: from });
      text += chunk.slice(from, to);
    }
    if (index === query.chunks.length - 1) return;
    const start = text.length;
    const filled = fill(query.holes[index], environment, needsParentheses);
    if (filled.problem !== undefined) problems.push({ query, hole: index, message: filled.problem });
    uses = joined(uses, filled.composed?.uses ?? usesOf(filled));
    if (filled.composed) {
      const { composed } = filled;
      problems.push(...composed.problems);
      const alone = standsAlone(text, query.chunks[index + 1] ?? "");
      const wrap = !alone && needsParentheses(composed.text);
      text += wrap ? `(${composed.text})` : composed.text;
      const inner = { composed, at: start + (wrap ? 1 : 0) };
      pieces.push({ start, end: text.length, part: "hole", index, offset: 0, inner });
      return;
    }
    const glued = filled.variable && /^[A-Za-z0-9_:]/.test(query.chunks[index + 1] ?? "");
    text += glued ? `\${${filled.variable?.name}}` : filled.text;
    pieces.push({ start, end: text.length, part: "hole", index, offset: 0 });
  });
  return { text, query, pieces: pieces.slice(), uses, problems };
}

/** Sets are shared wherever they are the same: there are several expressions in most, and thousands in a project. */
const nothing: ReadonlySet<never> = new Set<never>();

function usesOf({ metric, variable, recorded }: Filled): Uses {
  return {
    metrics: metric ? new Set([metric]) : nothing,
    variables: variable ? new Set([variable]) : nothing,
    recorded: recorded ? new Set([recorded]) : nothing,
  };
}

function joined(left: Uses, right: Uses): Uses {
  return {
    metrics: union(left.metrics, right.metrics),
    variables: union(left.variables, right.variables),
    recorded: union(left.recorded, right.recorded),
  };
}

function union<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): ReadonlySet<T> {
  if (left.size === 0) return right;
  return [...right].every((item) => left.has(item)) ? left : new Set([...left, ...right]);
}

interface Filled {
  readonly text: string;
  readonly problem?: string;
  readonly metric?: Metric;
  readonly variable?: Variable;
  readonly recorded?: Recorded;
  readonly composed?: Composed;
}

function fill(hole: unknown, environment: string, needsParentheses: NeedsParentheses): Filled {
  if (isPerEnvironment(hole)) {
    const value = hole.values[environment];
    if (value !== undefined) return fill(value, environment, needsParentheses);
    return { text: "0", problem: `has no value for the environment "${environment}"` };
  }
  if (typeof hole === "number") return { text: numberText(hole) };
  if (typeof hole === "string") return { text: hole };
  if (Array.isArray(hole)) return { text: hole.join(", ") };
  if (isSignal(hole)) return { text: "", composed: compose(hole.query, environment, needsParentheses) };
  if (isCondition(hole) || isQuery(hole)) {
    const query = isCondition(hole) ? hole.query : hole;
    return { text: "", composed: compose(query, environment, needsParentheses) };
  }
  if (isMetric(hole)) {
    if ("buckets" in hole) return { text: hole.name, problem: "is a histogram: write .bucket, .sum or .count" };
    if ("quantiles" in hole) return { text: hole.name, problem: "is a summary: write .quantile, .sum or .count" };
    return { text: hole.name, metric: hole };
  }
  if (isVariable(hole)) return { text: `$${hole.name}`, variable: hole };
  const other = hole as { kind?: unknown } | null | undefined;
  if (other?.kind === "window") return { text: windowMacro };
  if (other?.kind === "series") {
    const { metric, matchers } = other as Series;
    const selector = selectorText(matchers);
    const name = { text: `${metric.name}${selector.text}`, metric };
    return selector.problem === undefined ? name : { ...name, problem: selector.problem };
  }
  if (other?.kind === "recordingRule") {
    const recorded = other as Recorded;
    return { text: recorded.record, recorded };
  }
  if (isLogStream(hole)) return selectorText(hole.selector);
  return { text: "", problem: describe(hole) };
}

function describe(hole: unknown): string {
  if (hole === undefined) return "is undefined: check the spelling, or look for a circular import";
  const kind = (hole as { kind?: unknown } | null)?.kind;
  const type = hole === null ? "null" : `a ${typeof kind === "string" ? kind : typeof hole}`;
  return `is ${type}, which cannot be used in an expression`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  return String(value);
}

/** Whether a hole is a whole argument or the whole expression, so that nothing can bind into it. */
function standsAlone(before: string, after: string): boolean {
  return /(?:^|[(,])\s*$/.test(before) && /^\s*(?:$|[),])/.test(after);
}

/** The chunk without the backslashes that only the template literal needs: before a backtick, and before `${`. */
function* unescapedStretches(chunk: string): Generator<{ from: number; to: number }> {
  let from = 0;
  for (let at = 0; at < chunk.length; at++) {
    if (chunk[at] !== "\\") continue;
    const next = chunk[at + 1];
    if (next === "`" || (next === "$" && chunk[at + 2] === "{")) {
      yield { from, to: at };
      from = at + 1;
    }
    at += 1;
  }
  yield { from, to: chunk.length };
}

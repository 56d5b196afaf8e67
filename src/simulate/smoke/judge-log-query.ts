import type { LogqlSubject } from "../../check/check.js";
import type { LogStore } from "../../logql/evaluate/index.js";
import { type Binary, type Expr, logQueries, postOrder, walk } from "../../logql/index.js";
import type { SmokeProblem } from "./empty-selector.js";
import { explainEmptyLines } from "./explain-empty-lines.js";
import type { Judgement } from "./judge-expression.js";
import { computeLogLookback, type LogContext } from "./log-context.js";
import { evaluateLogOutcome, type LogOutcome } from "./log-outcome.js";

/** Evaluates a LogQL expression, whose variables have values, over synthetic lines, and judges the result. */
export function judgeLogQuery(subject: LogqlSubject, expr: Expr, context: LogContext): Judgement {
  const notJudged = (why: string): Judgement => ({ kind: "not judged", why });
  const queries = logQueries(expr);
  if (queries.length === 0) return notJudged("it reads no lines");
  if (context.streams.length === 0) return notJudged("the system declares no log streams");
  if (computeLogLookback(expr, context.end - context.from) > context.lookback) {
    return notJudged("it looks further back than the synthetic lines");
  }
  const store = looksAtErrors(expr) ? context.linesWithErrors() : context.lines;
  const problem = findProblem(expr, mapToOriginal(subject.expr, expr), context, store);
  return problem ? { kind: "problem", problem } : { kind: "sound" };
}

/** True if an expression names the label of errors: it expects lines with errors, or excludes them. */
function looksAtErrors(expr: Expr): boolean {
  return logQueries(expr).some(({ stages }) => JSON.stringify(stages).includes("__error__"));
}

/** Maps each node of the interpolated expression to its node in the original. */
function mapToOriginal(original: Expr, filled: Expr): (part: Expr) => Expr {
  const before = postOrder(original);
  const after = postOrder(filled);
  if (before.length !== after.length) return () => original;
  const originals = new Map(after.map((part, index) => [part, before[index]!]));
  return (part) => originals.get(part) ?? original;
}

function findProblem(
  expr: Expr,
  toOriginal: (part: Expr) => Expr,
  context: LogContext,
  store: LogStore,
): SmokeProblem | undefined {
  for (const query of logQueries(expr)) {
    const original = toOriginal(query);
    const problem = explainEmptyLines(query, original.kind === "log query" ? original : query, context, store);
    if (problem) return problem;
  }
  const outcome = evaluateLogOutcome(withoutComparisons(expr), context, store);
  return describeOutcome(outcome, expr, toOriginal, context, store);
}

function describeOutcome(
  outcome: LogOutcome,
  expr: Expr,
  toOriginal: (part: Expr) => Expr,
  context: LogContext,
  store: LogStore,
): SmokeProblem | undefined {
  const span = toOriginal(expr);
  switch (outcome.kind) {
    case "varied":
      return undefined;
    case "failed":
      return { id: "smoke/failed", summary: `it cannot be evaluated: ${outcome.message}`, span };
    case "only errors": {
      if (looksAtErrors(expr)) return undefined;
      const details = "A parser that suits the format of the lines leaves no error.";
      return { id: "smoke/failed", summary: `every line has the error ${outcome.error}`, details, span };
    }
    case "only NaN":
      return { id: "smoke/only-nan", summary: "it returns only NaN", details: "Panels draw a gap.", span };
    case "empty": {
      // Nothing is missing: its lines exist. Its queries are judged on their own.
      if (looksForAbsence(expr)) return undefined;
      const isEmpty = (part: Expr) => evaluateLogOutcome(withoutComparisons(part), context, store).kind === "empty";
      return emptyProblem(postOrder(expr).find(isEmpty) ?? expr, toOriginal);
    }
    case "constant":
      return constantProblem(expr, outcome.value, span, context, store);
  }
}

function emptyProblem(cause: Expr, toOriginal: (part: Expr) => Expr): SmokeProblem {
  const original = toOriginal(cause);
  if (cause.kind === "range aggregation" && cause.range.unwrap) {
    const { start, end } = original.kind === "range aggregation" ? (original.range.unwrap ?? original) : original;
    const summary = `unwrap finds no number: no line has a label "${cause.range.unwrap.label.name}" with one`;
    return { id: "smoke/empty", summary, details: "A panel of it stays empty.", span: { start, end } };
  }
  const isBinary = cause.kind === "binary";
  return {
    id: "smoke/empty",
    summary: `${isBinary ? `"${cause.operator}"` : "it"} returns nothing, although there are lines`,
    details: isBinary
      ? "No series of one side has the same labels as a series of the other: add on (…) or ignoring (…)."
      : "A panel of it stays empty.",
    span: original,
  };
}

function looksForAbsence(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    found ||= node.kind === "range aggregation" && node.operator === "absent_over_time";
  });
  return found;
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Removes the comparisons around an expression: a panel may be empty while nothing exceeds a limit. */
function withoutComparisons(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren" || isFilter(inner)) inner = inner.kind === "paren" ? inner.inner : inner.left;
  return inner;
}

function isFilter(expr: Expr): expr is Binary {
  if (expr.kind !== "binary") return false;
  return expr.operator === "unless" || (comparisons.has(expr.operator) && !expr.bool && expr.right.kind === "number");
}

/** Reports a constant result of an operation on operands that all change. */
function constantProblem(
  expr: Expr,
  value: number,
  span: SmokeProblem["span"],
  context: LogContext,
  store: LogStore,
): SmokeProblem | undefined {
  const operands = listOperands(expr);
  if (operands.length < 2) return undefined;
  if (!operands.every((operand) => evaluateLogOutcome(operand, context, store).kind === "varied")) return undefined;
  return {
    id: "smoke/constant",
    summary: `it is always ${value}, although everything it reads changes`,
    details: "A constant carries no information: most often, something is compared with itself.",
    span,
  };
}

/** Lists the operands of an operation that read lines; none if it evens them out on purpose. */
function listOperands(expr: Expr): readonly Expr[] {
  const operands: Expr[] = [];
  let isIntended = false;
  walk(expr, (node) => {
    if (node.kind === "binary") {
      isIntended ||= node.bool;
      return true;
    }
    if (node.kind === "paren") return true;
    if (logQueries(node).length > 0) operands.push(node);
    return false;
  });
  return isIntended ? [] : operands;
}

import type { smokeFindings } from "../../check/smoke-findings.js";
import { nearest } from "../../diagnostics/nearest.js";
import { labelOf, metricNameLabel, nameOf } from "../../promql/evaluate/index.js";
import { type Expr, type Matcher, quote, type VectorSelector } from "../../promql/index.js";
import type { SmokeContext } from "./smoke-context.js";

/** A problem of an expression, with the offsets of the part that causes it. */
export interface SmokeProblem {
  readonly id: keyof typeof smokeFindings;
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly span: { readonly start: number; readonly end: number };
}

const consequence = "An alert on it never fires, and a panel of it stays empty.";
const maxListed = 6;

/** Explains why a selector matches no series; undefined if it matches some. */
export function explainEmptySelector(
  selector: VectorSelector,
  original: Expr,
  { store, version }: SmokeContext,
  recorded: ReadonlySet<string>,
): SmokeProblem | undefined {
  if (store.select(selector, version).length > 0) return undefined;
  const { name, matchers } = selector;
  const named: Pick<Matcher, "label" | "operator" | "value">[] =
    name === undefined ? [] : [{ label: metricNameLabel, operator: "=", value: name }];
  const span = original.kind === "selector" ? original : { start: original.start, end: original.end };
  if (name !== undefined && store.selectMatching(named, version).length === 0) {
    return explainUnknownName(
      name,
      span,
      store.all().map(({ metric }) => nameOf(metric)),
      recorded,
    );
  }
  const unmatched = matchers.findIndex((matcher) => store.selectMatching([...named, matcher], version).length === 0);
  const matcher = matchers[unmatched];
  const of = name === undefined ? "" : ` of ${name}`;
  if (!matcher) {
    return {
      id: "smoke/empty",
      summary: `no series${of} matches all of these labels at once`,
      details: consequence,
      span: span,
    };
  }
  const values = new Set(store.selectMatching(named, version).map(({ metric }) => labelOf(metric, matcher.label)));
  const suggestion = nearest(matcher.value, values);
  return {
    id: "smoke/empty",
    summary: `no series${of} has ${matcher.label}${matcher.operator}${quote(matcher.value)}`,
    details: `${describeValues(matcher.label, [...values])} ${consequence}`,
    ...(suggestion !== undefined &&
      suggestion !== matcher.value &&
      suggestion !== "" && { fix: `write ${quote(suggestion)}` }),
    span: original.kind === "selector" ? (original.matchers[unmatched] ?? span) : span,
  };
}

function explainUnknownName(
  name: string,
  span: SmokeProblem["span"],
  names: readonly string[],
  recorded: ReadonlySet<string>,
): SmokeProblem {
  if (recorded.has(name)) {
    const details = `Whatever reads it is empty, too. ${consequence}`;
    return { id: "smoke/empty", summary: `the rule that records ${name} returns nothing`, details, span };
  }
  const suggestion = nearest(name, new Set(names));
  return {
    id: "smoke/empty",
    summary: `there is no metric ${name}`,
    details: `The system neither exposes nor records a metric of that name. ${consequence}`,
    ...(suggestion !== undefined && { fix: `write ${suggestion}` }),
    span: span,
  };
}

function describeValues(label: string, values: readonly string[]): string {
  if (values.every((value) => value === "")) return `Its series have no label "${label}".`;
  const named = values.filter((value) => value !== "").slice(0, maxListed);
  return `"${label}" is ${named.map((value) => quote(value)).join(", ")}${values.length > maxListed ? ", …" : ""}.`;
}

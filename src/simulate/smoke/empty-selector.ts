import type { smokeFindings } from "../../check/findings.js";
import { nearest } from "../../diagnostics/nearest.js";
import { labelOf, metricNameLabel, nameOf } from "../../promql/evaluate/index.js";
import { type Expr, type Matcher, quote, type VectorSelector } from "../../promql/index.js";
import type { SmokeContext } from "./smoke-context.js";

/** What is wrong with an expression, and with which part of it as it was written. */
export interface SmokeProblem {
  readonly id: keyof typeof smokeFindings;
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly place: { readonly start: number; readonly end: number };
}

const consequence = "An alert on it never fires, a panel of it stays empty.";
const maxListed = 6;

/** Why a selector lets nothing through; undefined where it does let something. */
export function explainEmptySelector(
  selector: VectorSelector,
  written: Expr,
  { store, version }: SmokeContext,
  recorded: ReadonlySet<string>,
): SmokeProblem | undefined {
  if (store.select(selector, version).length > 0) return undefined;
  const { name, matchers } = selector;
  const named: Pick<Matcher, "label" | "operator" | "value">[] =
    name === undefined ? [] : [{ label: metricNameLabel, operator: "=", value: name }];
  const place = written.kind === "selector" ? written : { start: written.start, end: written.end };
  if (name !== undefined && store.selectMatching(named, version).length === 0) {
    return explainUnknownName(
      name,
      place,
      store.all().map(({ metric }) => nameOf(metric)),
      recorded,
    );
  }
  const wrong = matchers.findIndex((matcher) => store.selectMatching([...named, matcher], version).length === 0);
  const matcher = matchers[wrong];
  const of = name === undefined ? "" : ` of ${name}`;
  if (!matcher) {
    return {
      id: "smoke/empty",
      summary: `no series${of} has all of these labels at once`,
      details: consequence,
      place,
    };
  }
  const values = new Set(store.selectMatching(named, version).map(({ metric }) => labelOf(metric, matcher.label)));
  const near = nearest(matcher.value, values);
  return {
    id: "smoke/empty",
    summary: `no series${of} has ${matcher.label}${matcher.operator}${quote(matcher.value)}`,
    details: `${describeValues(matcher.label, [...values])} ${consequence}`,
    ...(near !== undefined && near !== matcher.value && near !== "" && { fix: `write ${quote(near)}` }),
    place: written.kind === "selector" ? (written.matchers[wrong] ?? place) : place,
  };
}

function explainUnknownName(
  name: string,
  place: SmokeProblem["place"],
  names: readonly string[],
  recorded: ReadonlySet<string>,
): SmokeProblem {
  if (recorded.has(name)) {
    const details = `What reads it finds nothing either. ${consequence}`;
    return { id: "smoke/empty", summary: `the rule that records ${name} gives nothing`, details, place };
  }
  const near = nearest(name, new Set(names));
  return {
    id: "smoke/empty",
    summary: `no series is called ${name}`,
    details: `Nothing that the system exposes or records has that name. ${consequence}`,
    ...(near !== undefined && { fix: `write ${near}` }),
    place,
  };
}

function describeValues(label: string, values: readonly string[]): string {
  if (values.every((value) => value === "")) return `They have no label "${label}".`;
  const named = values.filter((value) => value !== "").slice(0, maxListed);
  return `"${label}" is ${named.map((value) => quote(value)).join(", ")}${values.length > maxListed ? ", …" : ""}.`;
}

import {
  type BytesLiteral,
  type DurationLiteral,
  type Expr,
  type LabelComparison,
  type LineFilter,
  type LogQuery,
  listComparisons,
  logQueries,
  type Stage,
  type UnwrapConversion,
  walk,
} from "../../logql/index.js";
import type { NumberLiteral, PrometheusVersion } from "../../promql/index.js";
import { generateMatches } from "../series/generate-matches.js";
import type { RequestedLabels } from "../series/label-sets.js";
import { type ValuesByLabel, valuesRequestedBy } from "../series/requested-values.js";

/** The kind of number that a field holds. */
export type Measure = "number" | UnwrapConversion;

/** Lines that queries look for, as far as declared labels and fields allow them. */
export interface LineRequests {
  /** Labels that selectors match, for each log query. */
  readonly labels: readonly RequestedLabels[];
  /** Values that filters compare a label or a field with. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Fields that are unwrapped. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** Fields that filters compare with a number, a duration or a size. */
  readonly compared: ReadonlyMap<string, Measure>;
  /** Texts that pass all line filters of a query. */
  readonly texts: ReadonlySet<string>;
  /** Paths of nested fields that `json` extracts, such as `response.code`, by the name that it gives them without one. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Expressions of `pattern` and `regexp` stages: the forms of lines without a format. */
  readonly forms: readonly LineForm[];
}

/** The expression of a parser, which lines without a format match. */
export interface LineForm {
  readonly kind: "pattern" | "regexp";
  readonly expression: string;
}

/** Collects from expressions what their lines have to hold. */
export function collectLineRequests(
  expressions: readonly Expr[],
  declared: ValuesByLabel,
  version: PrometheusVersion,
): LineRequests {
  const values = new Map<string, Set<string>>();
  const request = (label: string, requested: readonly string[]) => {
    values.set(label, new Set([...(values.get(label) ?? []), ...requested]));
  };
  const queries = expressions.flatMap(logQueries);
  const labels = queries.map(({ selector }): RequestedLabels => {
    const entries = selector.matchers.flatMap((matcher) => valuesRequestedBy(matcher, declared, version));
    for (const [label, requested] of entries) request(label, requested);
    return Object.fromEntries(entries);
  });
  const comparisons = queries.flatMap(({ stages }) => stages.flatMap(listFilterComparisons));
  for (const comparison of comparisons) request(comparison.label.name, comparedValues(comparison, declared, version));
  const texts = queries.map(({ stages }) => requestedText(stages, version)).filter((text) => text !== "");
  const forms = queries.flatMap(({ stages }) =>
    stages.flatMap((stage): readonly LineForm[] =>
      stage.kind === "pattern" || stage.kind === "regexp"
        ? [{ kind: stage.kind, expression: stage.pattern.value }]
        : [],
    ),
  );
  return {
    ...{ labels, values, measures: unwrappedFields(expressions), paths: nestedPaths(queries) },
    compared: new Map(comparisons.flatMap(({ label, value }) => measureOf(value, label.name))),
    ...{ texts: new Set(texts), forms: [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()] },
  };
}

function measureOf({ kind }: LabelComparison["value"], field: string): readonly (readonly [string, Measure])[] {
  return kind === "number" || kind === "duration" || kind === "bytes" ? [[field, kind]] : [];
}

function nestedPaths(queries: readonly LogQuery[]): LineRequests["paths"] {
  const stages = queries.flatMap((query) => query.stages.filter((stage) => stage.kind === "json"));
  const paths = stages.flatMap(({ extractions }) => extractions.flatMap(({ path }) => path?.value ?? []));
  const nested = paths.filter((path) => /^\w+(\.\w+)+$/.test(path));
  return new Map(nested.map((path) => [path.replaceAll(".", "_"), path.split(".")]));
}

function listFilterComparisons(stage: Stage): readonly LabelComparison[] {
  return stage.kind === "label filter" ? listComparisons(stage.filter) : [];
}

function comparedValues(
  { label, operator, value }: LabelComparison,
  declared: ValuesByLabel,
  version: PrometheusVersion,
): readonly string[] {
  if (value.kind === "ip") return [];
  if (value.kind !== "string") return valuesAround(value);
  if (value.variable !== undefined || (operator !== "=" && operator !== "=~")) return [];
  return valuesRequestedBy({ label: label.name, operator, value: value.value }, declared, version).flatMap(
    ([, requested]) => requested,
  );
}

/** Values below, at and above a literal, in its unit. */
function valuesAround(literal: NumberLiteral | DurationLiteral | BytesLiteral): readonly string[] {
  if (literal.kind === "duration") {
    return [0.5, 1, 2].map((factor) => `${Math.round((literal.nanoseconds * factor) / 1000)}us`);
  }
  if (literal.kind === "bytes") return [0.5, 1, 2].map((factor) => `${Math.round(literal.bytes * factor)}B`);
  const { value } = literal;
  return [value === 0 ? -1 : value / 2, value, value === 0 ? 1 : value * 2].map(String);
}

/** A text that passes all line filters of a query; empty if it has none. */
function requestedText(stages: LogQuery["stages"], version: PrometheusVersion): string {
  const filters = stages.filter((stage) => stage.kind === "line filter");
  return filters.flatMap((filter) => passingText(filter, version)).join(" ");
}

function passingText({ operator, alternatives }: LineFilter, version: PrometheusVersion): readonly string[] {
  const [first] = alternatives;
  if (!first || first.isIp || first.pattern.variable !== undefined || first.pattern.value === "") return [];
  const { value } = first.pattern;
  if (operator === "|=") return [value];
  if (operator === "|~") return generateMatches(value, version).slice(0, 1);
  return operator === "|>" ? [value.replaceAll(/<\w+>/g, "x")] : [];
}

function unwrappedFields(expressions: readonly Expr[]): ReadonlyMap<string, Measure> {
  const measures = new Map<string, Measure>();
  for (const expr of expressions) {
    walk(expr, (node) => {
      if (node.kind !== "range aggregation" || !node.range.unwrap) return;
      const { label, conversion } = node.range.unwrap;
      measures.set(label.name, conversion ?? "number");
    });
  }
  return measures;
}

import { labelReference } from "../../gotemplate/index.js";
import { definedRuleDialect, inferLabels as inferLogLabels, parse as parseLogql } from "../../logql/index.js";
import type { Alert } from "../../model/alert/alert.js";
import { resolve } from "../../model/definition/per-environment.js";
import { type ComposedQuery, compose } from "../../model/expression/compose.js";
import { isCondition, isQuery } from "../../model/expression/query.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import {
  type Dialect,
  inferLabels,
  type LabelSet,
  type Presence,
  parse,
  presence,
  type SeriesLookup,
} from "../../promql/index.js";
import type { CompiledQuery } from "../compiled.js";
import { findStreams, type StreamSources, toLabelSet } from "../log-streams.js";
import { createSeriesLookup } from "../series-lookup.js";

/** Tells for a label if the series of an alert have it. */
export type AlertLabels = (label: string) => Presence;

/** Infers the labels of the series that an alert fires for: those of its expression, without those that it adds. */
export function inferAlertSeries(
  { expr, logql }: Pick<CompiledQuery, "expr" | "logql">,
  lookup: SeriesLookup,
  sources: StreamSources,
): LabelSet | undefined {
  if (logql) return toLabelSet(inferLogLabels(logql, (query) => findStreams(query, sources)));
  return expr && inferLabels(expr, lookup);
}

/** The streams that an expression in LogQL may read. */
export function streamSources(
  catalogue: Catalogue,
  environment: string,
  { composed }: Pick<CompiledQuery, "composed">,
): StreamSources {
  return { streams: [...composed.references.logs], catalogue, environment };
}

/** The labels of `$labels` in the annotations of an alert. A label that nothing declares counts as missing. */
export function alertLabels(set: LabelSet | undefined): AlertLabels {
  return (label) => (set?.labels.has(label) ? presence(set, label) : "never");
}

/** Lists the labels that the series of an alert have or may have. */
export function listAlertLabels(set: LabelSet | undefined): readonly string[] {
  return [...(set?.labels ?? [])].flatMap(([label, there]) =>
    there === "never" || label === "__name__" ? [] : [label],
  );
}

/** Renders a text with the value of a label, for an address; for series that lack the label, no text at all. */
export function insertLabel(labels: AlertLabels, label: string, render: (value: string) => string): string {
  const value = labelReference(label);
  switch (labels(label)) {
    case "never":
      return "";
    case "certain":
      return render(`{{ ${value} | urlquery }}`);
    case "possible":
      return `{{ with ${value} }}${render("{{ . | urlquery }}")}{{ end }}`;
  }
}

/** The expression of an alert, and the labels that its series can have. */
export interface AnalyzedAlert {
  readonly text: string;
  carries(label: string): boolean;
}

/** Analyzes an alert before it is compiled. A condition of another type is reported then, and has no labels. */
export function analyzeAlert(
  alert: Alert,
  catalogue: Catalogue,
  { environment, dialect }: { readonly environment: string; readonly dialect: Dialect },
): AnalyzedAlert {
  const when = resolve(alert.when, environment);
  const query = when && isCondition(when) ? when.query : when;
  const composed = isQuery(query) ? compose(query, environment, () => true) : undefined;
  const text = composed?.text ?? "";
  const sources = { streams: [...(composed?.references.logs ?? [])], catalogue, environment };
  const labels = alertLabels(
    inferAlertSeries(parseAlert(composed, dialect), createSeriesLookup(catalogue, []), sources),
  );
  return { text, carries: (label) => labels(label) !== "never" };
}

function parseAlert(composed: ComposedQuery | undefined, dialect: Dialect): Pick<CompiledQuery, "expr" | "logql"> {
  if (!composed || composed.text === "") return { expr: undefined };
  if (composed.query.language === "promql") return { expr: parse(composed.text, dialect).expr };
  return { expr: undefined, logql: parseLogql(composed.text, definedRuleDialect).expr };
}

import { labelReference } from "../../gotemplate/index.js";
import type { Alert } from "../../model/alert/alert.js";
import { resolve } from "../../model/definition/per-environment.js";
import { compose } from "../../model/expression/compose.js";
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
import { createSeriesLookup } from "../series-lookup.js";

/** Tells for a label if the series of an alert have it. */
export type AlertLabels = (label: string) => Presence;

/** Infers the labels of the series that an alert fires for: those of its expression, without those that it adds. */
export function inferAlertSeries({ expr }: Pick<CompiledQuery, "expr">, lookup: SeriesLookup): LabelSet | undefined {
  return expr && inferLabels(expr, lookup);
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
  const text = isQuery(query) ? compose(query, environment, () => true).text : "";
  const { expr } = text === "" ? { expr: undefined } : parse(text, dialect);
  const labels = alertLabels(inferAlertSeries({ expr }, createSeriesLookup(catalogue, [])));
  return { text, carries: (label) => labels(label) !== "never" };
}

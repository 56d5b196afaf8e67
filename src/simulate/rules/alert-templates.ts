import { expandAlertTemplate, type TemplateQuery } from "../../gotemplate/expand.js";
import type { Metric, NativeHistogram, VectorSample } from "../../promql/evaluate/index.js";
import { isAtLeast } from "../../promql/index.js";
import type { RuleSurroundings } from "./rule-context.js";
import { queryVector, shownValue } from "./rule-query.js";

/** Expands the templates of an alert of a rule for a sample at a time. */
export type Expand = (template: string) => string;

/** What templates of a rule see of a sample. Text without templates is left as it is. */
export function expander(ruleName: string, sample: VectorSample, time: number, surroundings: RuleSurroundings): Expand {
  const { externalLabels, externalUrl, version } = surroundings;
  let labels: Readonly<Record<string, string>> | undefined;
  return (template) => {
    if (!template.includes("{{")) return template;
    labels ??= labelsOf(sample.metric);
    const value = valueFor(sample.value, surroundings);
    const data = { labels, externalLabels, externalUrl, value, name: `__alert_${ruleName}`, time, version };
    const expanded = expandAlertTemplate(template, data, queryAt(time, surroundings));
    return "error" in expanded ? `<error expanding template: ${expanded.error}>` : expanded.text;
  };
}

/** Before 2.53 a native histogram in an alert counted as 0. */
function valueFor(value: number | NativeHistogram, { version }: RuleSurroundings): number | string {
  return isAtLeast(version, 2, 53) || typeof value === "number" ? shownValue(value) : 0;
}

function queryAt(time: number, { queries }: RuleSurroundings): TemplateQuery {
  return (expr) => {
    const { samples, error } = queryVector(expr, time, queries);
    if (error !== undefined) return { error };
    return { samples: samples.map(({ metric, value }) => ({ labels: labelsOf(metric), value: shownValue(value) })) };
  };
}

export function labelsOf({ names, values }: Metric): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}

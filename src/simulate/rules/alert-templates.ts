import { expandAlertTemplate, type TemplateQuery } from "../../gotemplate/expand.js";
import type { Metric, NativeHistogram, VectorSample } from "../../promql/evaluate/index.js";
import { isAtLeast } from "../../promql/index.js";
import { displayValue } from "./expression/rule-query.js";
import type { RuleContext } from "./rule-context.js";

/** Expands a template of an alert. */
export type ExpandTemplate = (template: string) => string;

/** An action that calls `query`, whatever its string literals contain. */
const queryAction = /\{\{(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[^"`])*?\bquery\b/;

/** True if a template may call `query`. */
export function hasQuery(template: string): boolean {
  return queryAction.test(template);
}

/** Creates the template expander of an alert for one sample. Text without templates is returned unchanged. */
export function templateExpander(
  ruleName: string,
  sample: VectorSample,
  time: number,
  context: RuleContext,
): ExpandTemplate {
  const { externalLabels, externalUrl, version } = context;
  let labels: Readonly<Record<string, string>> | undefined;
  return (template) => {
    if (!template.includes("{{")) return template;
    labels ??= labelRecord(sample.metric);
    const value = templateValue(sample.value, context);
    const data = { labels, externalLabels, externalUrl, value, name: `__alert_${ruleName}`, time, version };
    const expanded = expandAlertTemplate(template, data, templateQuery(time, context));
    return "error" in expanded ? `<error expanding template: ${expanded.error}>` : expanded.text;
  };
}

/** Returns `$value`. Before 2.53, it was 0 for native histograms. */
function templateValue(value: number | NativeHistogram, { version }: RuleContext): number | string {
  return isAtLeast(version, 2, 53) || typeof value === "number" ? displayValue(value) : 0;
}

function templateQuery(time: number, { query }: RuleContext): TemplateQuery {
  return (expr) => {
    const { samples, error } = query(expr, time);
    if (error !== undefined) return { error };
    return {
      samples: samples.map(({ metric, value }) => ({ labels: labelRecord(metric), value: displayValue(value) })),
    };
  };
}

/** Memoises records by metric: an alert has the same labels at every evaluation. */
const records = new WeakMap<Metric, Readonly<Record<string, string>>>();

export function labelRecord(metric: Metric): Readonly<Record<string, string>> {
  let record = records.get(metric);
  if (!record) {
    record = Object.fromEntries(metric.names.map((name, index) => [name, metric.values[index]!]));
    records.set(metric, record);
  }
  return record;
}

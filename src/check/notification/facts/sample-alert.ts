import { listAlertLabels } from "../../../compile/prometheus/alert-labels.js";
import { expandAlertTemplate } from "../../../gotemplate/expand.js";
import { cardinality, closedValues, type LabelSpec } from "../../../model/metric/label.js";
import { prometheusRelease } from "../../../model/project/releases.js";
import { scrapeLabels } from "../../../model/system/service.js";
import { type LabelSet, walk } from "../../../promql/index.js";
import { findThresholds } from "../../../promql/values/comparison.js";
import type { Labels } from "../../../routing/label-test.js";
import type { AlertView, QuerySubject, RuleSubject } from "../../check.js";
import { labelsOfLogs } from "../../expression/streams.js";
import type { SampleAlert } from "../../messages-subject.js";
import { seriesLabels } from "../../subjects/query-subject.js";

/** The number of an instance, from 0. Instances differ in their values, and in all labels that the expression does not fix. */
export type Variant = number;

/** Labels that tell the instances of an alert apart: those that may have several values. */
export function variableLabels({ rule, labels: fixed }: AlertView): readonly string[] {
  return listAlertLabels(labelsOfSeries(rule)).filter((name) => {
    const specs = specsOf(rule, name);
    const isVariable = specs.length === 0 || specs.some((spec) => cardinality(spec) > 1);
    return isVariable && !Object.hasOwn(fixed, name);
  });
}

/**
 * Makes up an instance: labels from the catalogue, a value beyond the limit, and the texts that Prometheus expands of them.
 * Instances of a group share labels.
 */
export function createSample(alert: AlertView, variant: Variant, shared: Labels = {}): SampleAlert {
  const sample = createWith(alert, variant, (label, number) => `${label}-${number}`, shared);
  if (sample.errors.length === 0) return sample;
  const numbered = createNumberedSample(alert, variant, shared);
  return numbered.errors.length === 0 ? numbered : sample;
}

/** The same with numbers for labels whose values are unknown: a text may take them for numbers. */
export function createNumberedSample(alert: AlertView, variant: Variant, shared: Labels = {}): SampleAlert {
  return createWith(alert, variant, (_, number) => String(number), shared);
}

type MakeUp = (label: string, number: number) => string;

function createWith(alert: AlertView, variant: Variant, makeUp: MakeUp, shared: Labels): SampleAlert {
  const { rule, labels: fixed } = alert;
  const { settings } = rule.context;
  const own = Object.fromEntries(
    listAlertLabels(labelsOfSeries(rule)).map((name) => {
      if (Object.hasOwn(fixed, name) && !isRuleLabel(rule, name)) return [name, fixed[name]!];
      if (Object.hasOwn(shared, name) && !isRuleLabel(rule, name)) return [name, shared[name]!];
      return [name, chooseValue(rule, name, variant, makeUp)];
    }),
  );
  const data = {
    labels: own,
    externalLabels: settings.externalLabels ?? {},
    externalUrl: "http://localhost:9090",
    ...{ value: firingValue(rule.query, variant), name: `__alert_${fixed.alertname}`, time: sampleTime },
    version: prometheusRelease(settings.versions),
  };
  const errors: SampleAlert["errors"][number][] = [];
  const expand = (field: "labels" | "annotations", texts: Labels) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => {
        const result = expandAlertTemplate(text, data, () => ({ samples: [{ labels: own, value: 1 }] }));
        if ("text" in result) return [key, result.text];
        errors.push({ field, key, error: result.error });
        return [key, ""];
      }),
    );
  const { labels = {}, annotations = {} } = "alert" in rule.data ? rule.data : {};
  const expanded = { ...own, ...expand("labels", labels), ...fixed };
  return { labels: expanded, annotations: expand("annotations", annotations), errors };
}

/** 28 November 2027, 13:24 UTC. */
export const sampleTime = Date.UTC(2027, 10, 28, 13, 24);

function isRuleLabel({ data }: RuleSubject, name: string): boolean {
  return Object.hasOwn(data.labels ?? {}, name);
}

/** The labels of the series of a rule. */
function labelsOfSeries({ query, logql }: RuleSubject): LabelSet {
  if (query !== undefined) return seriesLabels(query);
  return logql === undefined ? { labels: new Map(), isOpen: true, hasMany: true } : labelsOfLogs(logql);
}

/** A value of a label: one that the catalogue lists, or a made-up one. */
function chooseValue(rule: RuleSubject, label: string, variant: Variant, makeUp: MakeUp): string {
  const values = [...new Set(specsOf(rule, label).flatMap((spec) => closedValues(spec) ?? []))];
  return values[variant % values.length] ?? makeUp(label, variant + 1);
}

/** The catalogue's entries for a label of the series that a rule reads. */
function specsOf({ query, context }: RuleSubject, label: string): readonly LabelSpec[] {
  const specs: LabelSpec[] = [];
  if (query === undefined) return specs;
  walk(query.expr, (node) => {
    const series = node.kind === "selector" ? context.catalogue?.series.get(node.name ?? "") : undefined;
    const spec = series && Object.hasOwn(series.labels, label) ? series.labels[label] : undefined;
    // `up` has the targets of all services: a service has one, unless its metrics say more.
    const isTarget = series?.metric === undefined && Object.hasOwn(scrapeLabels, label);
    if (spec !== undefined) specs.push(isTarget ? 1 : spec);
  });
  return specs;
}

/** A value that the alert fires on, as far as it compares one with a number. */
function firingValue(query: QuerySubject | undefined, variant: Variant): number {
  const [threshold] = query === undefined ? [] : findThresholds(query.expr);
  if (threshold === undefined) return 1;
  const { operator, value } = threshold;
  if (operator === "==") return value;
  const distance = (Math.abs(value) / 4 || 3) * (1 + (variant % 2));
  return operator === "<" || operator === "<=" ? value - distance : value + distance;
}

import { renderSelector } from "../model/expression/matchers.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";
import type { AnyMetric, Series } from "../model/metric/metric.js";

/** The names of a metric's labels. */
export type LabelOf<M> = M extends { readonly labels: infer L } ? keyof L & string : never;

export interface Grouping<Label extends string> {
  /**
   * Labels to group by, besides the service label of the system.
   *
   * @default none
   */
  readonly by?: readonly Label[];
}

/** The labels that a signal is grouped by: the service label, so that an alert can name the service, and those in `by`. */
export function groupingLabels(metric: AnyMetric, by: readonly string[] = []): readonly string[] {
  const service = metric.owner?.serviceLabel;
  const hasService = service !== undefined && service in metric.labels && !by.includes(service);
  return hasService ? [service, ...by] : by;
}

/** The legend of each series: the labels in `by`, or the service. */
export function legendFor(metric: AnyMetric, by: readonly string[] = []): { readonly legend?: string } {
  const labels = by.length > 0 ? by : groupingLabels(metric);
  return labels.length === 0 ? {} : { legend: labels.map((label) => `{{${label}}}`).join(" ") };
}

/** `sum by (app) (…)`, or `sum(…)` without labels. */
export function sumBy(labels: readonly string[], summand: Query): Query {
  return labels.length === 0 ? promql`sum(${summand})` : promql`sum by (${labels}) (${summand})`;
}

/** A metric, some of its series, or a parameter such as a quantile. */
export type Subject = AnyMetric | Series | string | number;

/** A kind of signal, and the metrics it measures. */
export interface Measurement {
  readonly kind: string;
  readonly of: readonly Subject[];
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly max?: number;
  readonly query: (labels: readonly string[]) => Query;
}

/** Defines a signal that is grouped by the service label of a metric, and by other labels. */
export function groupedSignal(metric: AnyMetric, by: readonly string[] | undefined, measurement: Measurement): Signal {
  const { kind, of, query, ...texts } = measurement;
  const labels = groupingLabels(metric, by);
  const id = signalId(kind, of, labels);
  return new Signal({ ...texts, id, by: labels, ...legendFor(metric, by), query: query(labels) });
}

/** The id of a signal: `errorRatio(requests_total, requests_total{status="500"}) by (app)`. */
export function signalId(kind: string, of: readonly Subject[], by: readonly string[]): string {
  return `${kind}(${of.map(formatSubject).join(", ")})${by.length === 0 ? "" : ` by (${by.join(", ")})`}`;
}

export function formatSubject(subject: Subject): string {
  if (typeof subject !== "object") return String(subject);
  if (subject.kind === "metric") return subject.name;
  return `${subject.metric.name}${renderSelector(subject.matchers).text}`;
}

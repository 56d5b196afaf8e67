import { isVariable } from "../model/dashboard/variable.js";
import type { Origin } from "../model/definition/origin.js";
import { renderSeries } from "../model/expression/matchers.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";
import type { AnyMetric } from "../model/metric/any-metric.js";
import type { Distribution } from "../model/metric/capability.js";
import { histogramOf } from "../model/metric/histogram.js";
import type { Where } from "../model/metric/label.js";
import { matchersOf, metricOf, type Series } from "../model/metric/metric.js";

/** The names of a metric's labels. */
export type LabelOf<M> = M extends { readonly labels: infer L } ? keyof L & string : never;

/** The labels of a metric, with what is known of their values. */
export type LabelsOf<M> = M extends { readonly labels: infer L } ? L : never;

/** The labels that two metrics have in common; those of the first, if the second is no metric. */
export type CommonLabels<M, Other> = Other extends { readonly labels: infer L }
  ? Pick<LabelsOf<M>, keyof LabelsOf<M> & keyof L>
  : LabelsOf<M>;

export interface Selecting<L> {
  /**
   * Selects series by their labels. On a label of the service's selector it overrides the selector.
   *
   * @default all series of the service
   */
  readonly where?: Where<L>;
}

export interface Grouping<Label extends string, L = unknown> extends Selecting<L> {
  /**
   * Labels to group by, besides the service label of the system.
   *
   * @default none
   */
  readonly by?: readonly Label[];
}

/** A metric, or some of its series. */
export type Measured = AnyMetric | Series | Distribution;

/** The metric itself, as its service declares it. */
export function definitionOf(measured: Measured): AnyMetric {
  if (measured.kind === "histogramSeries") return histogramOf(measured);
  return measured.kind === "series" ? metricOf(measured) : measured;
}

/** The labels that a signal is grouped by: the service label, so that an alert can name the service, and those in `by`. */
export function groupingLabels(measured: Measured, by: readonly string[] = []): readonly string[] {
  const metric = definitionOf(measured);
  const service = metric.owner?.serviceLabel;
  const hasService = service !== undefined && service in metric.labels && !by.includes(service);
  return hasService ? [service, ...by] : by;
}

/** The legend of each series: the labels in `by`, or the service; both, if there are several services. */
export function legendFor(measured: Measured, by: readonly string[] = []): { readonly legend?: string } {
  const labels = by.length > 0 && isOfOneService(measured) ? by : groupingLabels(measured, by);
  return labels.length === 0 ? {} : { legend: labels.map((label) => `{{${label}}}`).join(" ") };
}

/** True if the series are selected by their service, so that its label is the same on all. */
function isOfOneService(measured: Measured): boolean {
  const { owner } = definitionOf(measured);
  return owner === undefined || owner.ownLabel in owner.selector;
}

/** `sum by (app) (…)`, or `sum(…)` without labels. */
export function sumBy(labels: readonly string[], summand: Query): Query {
  return labels.length === 0 ? promql`sum(${summand})` : promql`sum by (${labels}) (${summand})`;
}

/** A metric, some of its series, or a parameter such as a quantile. */
export type Subject = Measured | string | number;

/** A kind of signal, and the metrics it measures. */
export interface Measurement {
  /** The call that it is the result of. */
  readonly origin: Origin;
  readonly kind: string;
  readonly of: readonly Subject[];
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly max?: number;
  /** The largest value of a result. Default: `max`. */
  readonly largest?: number;
  readonly query: (labels: readonly string[]) => Query;
  /** For a ratio or a quantile: the rate of its events. */
  readonly traffic?: (labels: readonly string[]) => Query;
}

/** Defines a signal that is grouped by the service label of a metric, and by other labels. */
export function groupedSignal(metric: Measured, by: readonly string[] | undefined, measurement: Measurement): Signal {
  const { kind, of, query, traffic, ...texts } = measurement;
  const labels = groupingLabels(metric, by);
  const id = signalId(kind, of, labels);
  const rate = traffic?.(labels);
  return new Signal({ ...texts, id, by: labels, ...legendFor(metric, by), query: query(labels), traffic: rate });
}

/** The id of a signal: `errorRatio(requests_total, requests_total{status="500"}) by (app)`. */
export function signalId(kind: string, of: readonly Subject[], by: readonly string[]): string {
  return `${kind}(${of.map(formatSubject).join(", ")})${by.length === 0 ? "" : ` by (${by.join(", ")})`}`;
}

/**
 * Names a subject with its matchers: signals of two services differ, even if the metric is the same. What readers choose by
 * a variable makes no other signal of it: an alert leads to the panel, with its labels as the choice.
 */
function formatSubject(subject: Subject): string {
  if (typeof subject !== "object") return String(subject);
  if (subject.kind === "histogramSeries") return formatSubject(subject.count);
  if (subject.kind === "series") {
    const fixed = Object.entries(matchersOf(subject)).filter(([, value]) => !isVariable(value));
    return renderSeries(subject.metric.name, Object.fromEntries(fixed)).text;
  }
  return renderSeries(subject.name, subject.owner?.selector ?? {}).text;
}

import { renderSelector } from "../model/expression/matchers.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";

import type { AnyMetric, Series } from "../model/metric/metric.js";

/** The names of a metric's labels. */
export type LabelOf<M> = M extends { readonly labels: infer L } ? keyof L & string : never;

/** By what a signal is split, besides the label that tells services apart. */
export interface Split<Label extends string> {
  readonly by?: readonly Label[];
}

/**
 * The labels that a signal is split by: the one that tells services apart, so that an alert can say which one it is
 * about, and what is asked for.
 */
export function splitOf(metric: AnyMetric, by: readonly string[] = []): readonly string[] {
  const service = metric.owner?.serviceLabel;
  const known = service !== undefined && service in metric.labels && !by.includes(service);
  return known ? [service, ...by] : by;
}

/** The name of each part in a legend: by what was asked for; by the service where nothing was. */
export function legendOf(metric: AnyMetric, by: readonly string[] = []): { readonly legend?: string } {
  const named = by.length > 0 ? by : splitOf(metric);
  return named.length === 0 ? {} : { legend: named.map((label) => `{{${label}}}`).join(" ") };
}

/** `sum by (app) (…)`, or `sum(…)` where there is nothing to split by. */
export function sumBy(labels: readonly string[], summed: Query): Query {
  return labels.length === 0 ? promql`sum(${summed})` : promql`sum by (${labels}) (${summed})`;
}

/** What is measured, of what, and what people call it. */
export interface Measurement {
  readonly kind: string;
  readonly of: readonly (AnyMetric | Series | string | number)[];
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly max?: number;
  readonly query: (split: readonly string[]) => Query;
}

/** A signal that is split as a metric is: by its service, and by what is asked for. */
export function splitSignal(
  metric: AnyMetric,
  by: readonly string[] | undefined,
  { kind, of, query, ...said }: Measurement,
): Signal {
  const split = splitOf(metric, by);
  return new Signal({ ...said, id: idOf(kind, of, split), by: split, ...legendOf(metric, by), query: query(split) });
}

/** The identity of a signal: what is measured, of what, split how. */
export function idOf(
  kind: string,
  of: readonly (AnyMetric | Series | string | number)[],
  by: readonly string[],
): string {
  return `${kind}(${of.map(textOf).join(", ")})${by.length === 0 ? "" : ` by (${by.join(", ")})`}`;
}

/** A metric, some of its series, or a number, as people write it. */
export function textOf(subject: AnyMetric | Series | string | number): string {
  if (typeof subject !== "object") return String(subject);
  if (subject.kind === "metric") return subject.name;
  return `${subject.metric.name}${renderSelector(subject.matchers).text}`;
}

import type { Duration } from "../model/definition/duration.js";
import type { Origin } from "../model/definition/origin.js";
import { type Window, window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import { isMetric } from "../model/metric/any-metric.js";
import type { EventSeries } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { isSeries } from "../model/metric/metric.js";
import { definitionOf, groupedSignal, type Measurement, sumBy } from "./grouping.js";

/**
 * The rate of events per second: `sum by (app) (rate(requests_total[5m]))`, or of the observations of a native histogram:
 * `histogram_count(sum by (app) (rate(duration_seconds[5m])))`.
 */
export function rateBy(events: EventSeries, labels: readonly string[], range: Window | Duration = window): Query {
  const summed = sumBy(labels, promql`rate(${events}[${range}])`);
  return definitionOf(events).type === "nativeHistogram" ? promql`histogram_count(${summed})` : summed;
}

/** Defines a signal for the rate of events. */
export function rateSignal(
  events: EventSeries,
  texts: Pick<Measurement, "title" | "description" | "unit">,
  by: readonly string[] | undefined,
  origin: Origin,
): Signal {
  return groupedSignal(events, by, {
    origin,
    ...texts,
    kind: "rate",
    of: [events],
    query: (labels) => rateBy(events, labels),
  });
}

/** Defines a signal for the rate of events that failed, grouped as all events are: 0 until one fails. */
export function failureRateSignal(
  all: EventSeries,
  failed: EventSeries,
  texts: Pick<Measurement, "title" | "description" | "unit">,
  by: readonly string[] | undefined,
  origin: Origin,
): Signal {
  return groupedSignal(all, by, {
    origin,
    ...texts,
    kind: "rate",
    of: [failed],
    query: (labels) => failedBy(all, failed, labels),
  });
}

/** Defines a signal for the share of events that failed. */
export function errorRatioSignal(
  all: EventSeries,
  failedEvents: unknown,
  { title, events }: { readonly title: string; readonly events: string },
  by: readonly string[] | undefined,
  origin: Origin,
): Signal {
  const failed = selectFailed(all, failedEvents);
  return groupedSignal(all, by, {
    origin,
    kind: "errorRatio",
    of: [all, failed],
    title,
    description: `Share of the ${events} that failed.`,
    unit: "percentunit",
    max: 1,
    query: (labels) => failedRatio(all, failed, labels),
    traffic: (labels) => rateBy(all, labels),
  });
}

/** The failed events of a capability: its matchers for the series of all events, or its metric of them. */
export function selectFailed(all: EventSeries, failed: unknown): EventSeries {
  return isEventSeries(failed) ? failed : all.where(failed as Where<Labels>);
}

/** True for a metric or some of its series; the types of capabilities allow only those that count events. */
export function isEventSeries(failed: unknown): failed is EventSeries {
  return isMetric(failed) || isSeries(failed);
}

function failedRatio(all: EventSeries, failed: EventSeries, labels: readonly string[]): Query {
  return promql`${failedBy(all, failed, labels)} / ${rateBy(all, labels)}`;
}

/** Until something fails for the first time, there is no series for it: the rate is 0 then, not unknown. */
function failedBy(all: EventSeries, failed: EventSeries, labels: readonly string[]): Query {
  return promql`${rateBy(failed, labels)} or 0 * ${rateBy(all, labels)}`;
}

import { window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import type { CounterSeries } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { isMetric, isSeries } from "../model/metric/metric.js";
import { groupedSignal, type Measurement, sumBy } from "./grouping.js";

/** The rate per second: `sum by (app) (rate(requests_total[5m]))`. */
export function rateBy(counter: CounterSeries, labels: readonly string[]): Query {
  return sumBy(labels, promql`rate(${counter}[${window}])`);
}

/** Defines a signal for the rate of a counter, or of some of its series, grouped as the whole counter is. */
export function rateSignal(
  counter: CounterSeries,
  texts: Pick<Measurement, "title" | "description" | "unit">,
  by: readonly string[] | undefined,
  whole: CounterSeries,
): Signal {
  return groupedSignal(whole, by, {
    ...texts,
    kind: "rate",
    of: [counter],
    query: (labels) => rateBy(counter, labels),
  });
}

/** Defines a signal for the share of events that failed. */
export function errorRatioSignal(
  all: CounterSeries,
  failedEvents: unknown,
  { title, events }: { readonly title: string; readonly events: string },
  by: readonly string[] | undefined,
): Signal {
  const failed = selectFailed(all, failedEvents);
  return groupedSignal(all, by, {
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

/** The failed events of a capability: its matchers for the series of all events, or its counter for them. */
export function selectFailed(all: CounterSeries, failed: unknown): CounterSeries {
  return isCounterSeries(failed) ? failed : all.where(failed as Where<Labels>);
}

/** True for a counter or some of its series; the types of capabilities allow no other metric for failed events. */
export function isCounterSeries(failed: unknown): failed is CounterSeries {
  return isMetric(failed) || isSeries(failed);
}

/** Until something fails for the first time, there is no series for it: the ratio is 0 then, not unknown. */
function failedRatio(all: CounterSeries, failed: CounterSeries, labels: readonly string[]): Query {
  return promql`(${rateBy(failed, labels)} or 0 * ${rateBy(all, labels)}) / ${rateBy(all, labels)}`;
}

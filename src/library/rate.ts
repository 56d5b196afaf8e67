import { window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import type { Labels, Where } from "../model/metric/label.js";
import { type Counter, isMetric, type Series } from "../model/metric/metric.js";
import { type Measurement, splitSignal, sumBy, textOf } from "./split.js";

/** What can be counted: a counter, or some of its series. */
export type Counted = Counter | Series<"counter">;

/** How many each second: `sum by (app) (rate(requests_total[5m]))`. */
export function rateBy(counted: Counted, split: readonly string[]): Query {
  return sumBy(split, promql`rate(${counted}[${window}])`);
}

/** How often something happens, split as all that is counted is. */
export function rateSignal(
  counted: Counted,
  said: Pick<Measurement, "title" | "description" | "unit">,
  by: readonly string[] | undefined,
  all: Counter,
): Signal {
  return splitSignal(all, by, { ...said, kind: "rate", of: [counted], query: (split) => rateBy(counted, split) });
}

/** The share of what is counted that failed. */
export function errorRatioSignal(
  all: Counter,
  failed: unknown,
  { title, what }: { readonly title: string; readonly what: string },
  by: readonly string[] | undefined,
): Signal {
  const counted = failedOf(all, failed);
  return splitSignal(all, by, {
    kind: "errorRatio",
    of: [all, counted],
    title,
    description: `Share of the ${what} that failed: ${textOf(counted)}.`,
    unit: "percentunit",
    max: 1,
    query: (split) => failedShare(all, counted, split),
  });
}

/** What counts as failed, as a capability says it: some of the series of all, or a counter of its own. */
export function failedOf(all: Counter, failed: unknown): Counted {
  return isMetric(failed) ? (failed as Counter) : all.where(failed as Where<Labels>);
}

/** The share that failed. Before the first failure there is no series to count it in: then it is 0, not unknown. */
function failedShare(all: Counter, failed: Counted, split: readonly string[]): Query {
  return promql`(${rateBy(failed, split)} or 0 * ${rateBy(all, split)}) / ${rateBy(all, split)}`;
}

import type { Signal } from "../model/expression/signal.js";
import type { CounterSeries } from "../model/metric/capability.js";
import type { Labels } from "../model/metric/label.js";
import { metricOf } from "../model/metric/metric.js";
import type { Grouping, LabelOf, LabelsOf } from "./grouping.js";
import { select } from "./narrow.js";
import { rateSignal } from "./rate.js";

/**
 * The rate of a counter, per second, over all instances.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const C extends CounterSeries>(
  counter: C,
  { by, where }: Grouping<LabelOf<C>, LabelsOf<C>> = {},
): Signal {
  const { help, unit } = metricOf<"counter", Labels>(counter);
  const selected: CounterSeries = select<CounterSeries>(counter, where);
  const texts = { title: help, description: `${help}, per second.`, unit: unit === "bytes" ? "binBps" : "ops" };
  return rateSignal(selected, texts, by, selected);
}

import type { Signal } from "../model/expression/signal.js";
import type { Counter } from "../model/metric/metric.js";
import type { Grouping, LabelOf } from "./grouping.js";
import { rateSignal } from "./rate.js";

/**
 * The rate of a counter, per second, over all instances.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const C extends Counter>(counter: C, { by }: Grouping<LabelOf<C>> = {}): Signal {
  const unit = counter.unit === "bytes" ? "binBps" : "ops";
  return rateSignal(counter, { title: counter.help, description: `${counter.help}, each second.`, unit }, by, counter);
}

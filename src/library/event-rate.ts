import type { Signal } from "../model/expression/signal.js";
import type { Counter } from "../model/metric/metric.js";
import { rateSignal } from "./rate.js";
import type { LabelOf, Split } from "./split.js";

/**
 * How often something happens, each second, over all instances.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const C extends Counter>(counter: C, { by }: Split<LabelOf<C>> = {}): Signal {
  const unit = counter.unit === "bytes" ? "binBps" : "ops";
  return rateSignal(counter, { title: counter.help, description: `${counter.help}, each second.`, unit }, by, counter);
}

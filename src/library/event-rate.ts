import type { Counter } from "../model/metric.js";
import { signal } from "../model/promql.js";
import type { Signal } from "../model/signal.js";
import { rateBy } from "./rate.js";
import { idOf, type LabelOf, legendOf, type Split, splitOf } from "./split.js";

/**
 * How often something happens, each second, over all instances.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const C extends Counter>(counter: C, { by }: Split<LabelOf<C>> = {}): Signal {
  const split = splitOf(counter, by);
  return signal({
    id: idOf("rate", [counter], split),
    title: counter.help,
    description: `${counter.help}, each second.`,
    unit: counter.unit === "bytes" ? "binBps" : "ops",
    by: split,
    ...legendOf(counter, by),
    query: rateBy(counter, split),
  });
}

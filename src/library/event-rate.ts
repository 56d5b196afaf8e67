import type { Signal } from "../model/expression/signal.js";
import type { ClassicDistribution, EventSeries } from "../model/metric/capability.js";
import { definitionOf, type Grouping, type LabelOf, type LabelsOf } from "./grouping.js";
import { select } from "./narrow.js";
import { rateSignal } from "./rate.js";

/**
 * The rate of a counter, per second, over all instances; for a histogram, the rate of its observations.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const E extends EventSeries | ClassicDistribution>(
  events: E,
  { by, where }: Grouping<LabelOf<E>, LabelsOf<E>> = {},
): Signal {
  const selected: EventSeries | ClassicDistribution = select<EventSeries | ClassicDistribution>(events, where);
  const counted = "count" in selected ? selected.count : selected;
  const { help, type, unit } = definitionOf(selected);
  const texts =
    type === "counter"
      ? { title: help, description: `${help}, per second.`, unit: unit === "bytes" ? "binBps" : "ops" }
      : { title: "Observations", description: `${help}: observations per second.`, unit: "ops" };
  return rateSignal(counted, texts, by, counted);
}

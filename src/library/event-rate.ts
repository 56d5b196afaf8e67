import { checkArguments } from "../model/definition/check-arguments.js";
import { either, required } from "../model/definition/option-table.js";
import type { Signal } from "../model/expression/signal.js";
import type { ClassicDistribution, EventSeries } from "../model/metric/capability.js";
import { distributionShape, seriesShape } from "../model/metric/metric-shapes.js";
import { groupingShape } from "./arguments/shapes.js";
import { definitionOf, type Grouping, type LabelOf, type LabelsOf } from "./grouping.js";
import { select } from "./narrow.js";
import { rateSignal } from "./rate.js";

const countedShape = either("a counter or a histogram, or some of its series", seriesShape, distributionShape);

/**
 * The rate of a counter, per second, over all instances; for a histogram, the rate of its observations.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 */
export function eventRate<const E extends EventSeries | ClassicDistribution>(
  events: E,
  options: Grouping<LabelOf<E>, LabelsOf<E>> = {},
): Signal {
  const origin = checkArguments("eventRate(…)", [
    ["events", events, required(countedShape)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const selected: EventSeries | ClassicDistribution = select<EventSeries | ClassicDistribution>(events, where);
  const counted = "count" in selected ? selected.count : selected;
  const { help, type, unit } = definitionOf(selected);
  const texts =
    type === "counter"
      ? { title: help, description: `${help}, per second.`, unit: unit === "bytes" ? "binBps" : "ops" }
      : { title: "Observations", description: `${help}: observations per second.`, unit: "ops" };
  return rateSignal(counted, texts, by, counted, origin);
}

import { checkArguments } from "../model/definition/check-arguments.js";
import { choice, either, list, type OptionTable, object, required, string } from "../model/definition/option-table.js";
import { promql } from "../model/expression/promql.js";
import type { Signal } from "../model/expression/signal.js";
import type { ClassicDistribution, EventSeries } from "../model/metric/capability.js";
import { distributionShape, matchersShape, seriesShape } from "../model/metric/metric-shapes.js";
import { definitionOf, type Grouping, groupedSignal, type LabelOf, type LabelsOf } from "./grouping.js";
import { select } from "./narrow.js";
import { rateBy, rateSignal } from "./rate.js";

const countedShape = either("a counter or a histogram, or some of its series", seriesShape, distributionShape);

export interface EventRateOptions<Label extends string, L = unknown> extends Grouping<Label, L> {
  /**
   * The time that events are counted in. Of rare events, nobody knows what 0.02 a second means.
   *
   * @default "second"
   */
  readonly per?: "second" | "minute" | "hour";
}

const eventRateOptions = {
  by: list(string),
  where: matchersShape,
  per: choice("second", "minute", "hour"),
} as const satisfies OptionTable<EventRateOptions<string, Record<string, number>>>;

const seconds = { minute: 60, hour: 3600 } as const;
const units = { minute: "opm", hour: "suffix:/h" } as const;

/**
 * The rate of a counter, per second, over all instances; for a histogram, the rate of its observations.
 *
 * @example
 * eventRate(watchlist.added, { by: ["tier"] })
 * @example
 * eventRate(auth.passwordResets, { per: "minute" }).above(10)
 */
export function eventRate<const E extends EventSeries | ClassicDistribution>(
  events: E,
  options: EventRateOptions<LabelOf<E>, LabelsOf<E>> = {},
): Signal {
  const origin = checkArguments("eventRate(…)", [
    ["events", events, required(countedShape)],
    ["options", options, object(eventRateOptions)],
  ]);
  const { by, where, per = "second" } = options;
  const selected: EventSeries | ClassicDistribution = select<EventSeries | ClassicDistribution>(events, where);
  const counted = "count" in selected ? selected.count : selected;
  const { help, type, unit } = definitionOf(selected);
  const isCounter = type === "counter";
  const texts = {
    title: isCounter ? help : "Observations",
    description: isCounter ? `${help}, per ${per}.` : `${help}: observations per ${per}.`,
  };
  const isBytes = isCounter && unit === "bytes";
  if (per === "second") return rateSignal(counted, { ...texts, unit: isBytes ? "binBps" : "ops" }, by, origin);
  return groupedSignal(counted, by, {
    ...texts,
    origin,
    kind: `rate per ${per}`,
    of: [counted],
    unit: isBytes ? "bytes" : units[per],
    query: (labels) => promql`${seconds[per]} * ${rateBy(counted, labels)}`,
  });
}

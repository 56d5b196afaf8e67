import { checkArguments } from "../../model/definition/check-arguments.js";
import { define, hasKind } from "../../model/definition/definition.js";
import { either, number, required } from "../../model/definition/option-table.js";
import type { Distribution } from "../../model/metric/capability.js";
import type { Labels } from "../../model/metric/label.js";
import { capabilityShape, distributionShape } from "../../model/metric/metric-shapes.js";
import type { Indicator } from "../../model/slo/indicator.js";
import { groupingShape } from "../arguments/shapes.js";
import { type BoundOf, observationRate, rateUpTo } from "../distribution.js";
import { definitionOf, type Grouping, groupingLabels, type LabelOf, type LabelsOf } from "../grouping.js";
import { select } from "../narrow.js";
import type { TimedHttp } from "../red.js";

/** The histogram of what takes time. */
type DurationOf<T> = T extends TimedHttp ? T["duration"] : T extends Distribution ? T : never;

const timedShape = either("the http({ … }) of a service, or a histogram", capabilityShape("http"), distributionShape);

/**
 * The share of requests, or of other observations of a histogram, that took no longer than a bound, in seconds: an
 * indicator for `slo(…)`. The bound must be one of the histogram's bucket bounds; any other does not compile, because the
 * buckets do not say how many requests lie below it. With a native histogram any bound will do.
 *
 * @example
 * fasterThan(cart.http, 0.5)
 * @example
 * fasterThan(worker.taskDuration, 60, { by: ["task"] })
 */
export function fasterThan<const T extends TimedHttp | Distribution>(
  timed: T,
  bound: BoundOf<DurationOf<T>>,
  options: Grouping<LabelOf<DurationOf<T>>, LabelsOf<DurationOf<T>>> = {},
): Indicator {
  const origin = checkArguments("fasterThan(…)", [
    ["timed", timed, required(timedShape)],
    ["bound", bound, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by: groupedBy = [], where } = options as Grouping<string, Labels>;
  const isHttp = hasKind(timed, "capability");
  const histogram = select<Distribution>((isHttp ? (timed as TimedHttp).duration : timed) as Distribution, where);
  const by = groupingLabels(histogram, groupedBy);
  const { unit } = definitionOf(histogram);
  return define(
    {
      kind: "indicator" as const,
      events: isHttp ? "requests" : "events",
      failure: unit === undefined || unit === "s" ? `took longer than ${bound} s` : `were above ${bound}`,
      by,
      groupedBy,
      total: observationRate(histogram, by),
      part: { is: "good" as const, query: rateUpTo(histogram, bound, by) },
      countsTime: false,
      labels: {},
      measured: { of: histogram, bound },
    },
    origin,
  );
}

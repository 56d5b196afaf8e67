import { checkArguments } from "../../model/definition/check-arguments.js";
import { define } from "../../model/definition/definition.js";
import { type Duration, durationMs } from "../../model/definition/duration.js";
import { duration, either, instance, type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { promql } from "../../model/expression/promql.js";
import { type Condition, isCondition, isQuery, type Query } from "../../model/expression/query.js";
import type { GaugeSeries } from "../../model/metric/capability.js";
import type { Labels } from "../../model/metric/label.js";
import type { MetricOwner } from "../../model/metric/metric.js";
import { seriesShape } from "../../model/metric/metric-shapes.js";
import type { Indicator } from "../../model/slo/indicator.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import { selectingShape, serviceShape } from "../arguments/shapes.js";
import { definitionOf, type LabelsOf, type Selecting } from "../grouping.js";
import { select } from "../narrow.js";
import { type DownOptions, down } from "../targets/down.js";
import { serviceLabels } from "./service-labels.js";

export interface TimeSliceOptions {
  /** The condition that must not hold: a signal with a limit, or an expression that returns only what is wrong. */
  readonly failed: Condition | Query;
  /** The service it is about: its label is on the series and the alerts. */
  readonly service: ServiceDefinition;
}

const sliceOptions = {
  failed: required(either("a condition, such as signal.above(1)", instance("", isCondition), instance("", isQuery))),
  service: required(serviceShape),
} as const satisfies OptionTable<TimeSliceOptions>;

/**
 * The share of the time in which a condition does not hold, looked at once a minute: an indicator for `slo(…)`. A minute in a
 * quiet night counts as much as one in the busiest hour, so take `eventRatio` where there are events to count.
 *
 * @example
 * timeSlices({ service: cart, failed: latency(cart.http, 0.95).above(2) })
 */
export function timeSlices(options: TimeSliceOptions): Indicator {
  const origin = checkArguments("timeSlices(…)", [["options", options, required(object(sliceOptions))]]);
  const { failed, service } = options;
  return timeIndicator(isCondition(failed) ? failed.query : failed, service.service.owner, origin);
}

/**
 * The share of the time in which a service is up: at least one of its targets can be scraped. An indicator for `slo(…)`.
 *
 * @example
 * uptime(cart)
 */
export function uptime(service: ServiceDefinition, options: DownOptions = {}): Indicator {
  const { query, origin } = down(service, options);
  return timeIndicator(query, service.service.owner, origin);
}

/**
 * The share of the time in which something is fresh: a gauge with the time of the last success, in seconds since the
 * epoch, is no older than this, and there is one. An indicator for `slo(…)`.
 *
 * @example
 * fresherThan(backup.lastSuccess, "1d")
 */
export function fresherThan<const G extends GaugeSeries>(
  lastSuccess: G,
  age: Duration,
  options: Selecting<LabelsOf<G>> = {},
): Indicator {
  const origin = checkArguments("fresherThan(…)", [
    ["lastSuccess", lastSuccess, required(seriesShape)],
    ["age", age, required(duration)],
    ["options", options, selectingShape],
  ]);
  const { where } = options as Selecting<Labels>;
  const series = select<GaugeSeries>(lastSuccess, where);
  const stale = promql`time() - max(${series}) > ${durationMs(age)! / 1000} or absent(${series})`;
  return timeIndicator(stale, definitionOf(lastSuccess).owner, origin);
}

/** Five looks in the five minutes that are recorded. Without a result, the condition does not hold. */
function timeIndicator(failed: Query, owner: MetricOwner | undefined, origin: Origin): Indicator {
  return define(
    {
      kind: "indicator" as const,
      events: "time",
      failure: "was bad",
      by: [],
      groupedBy: [],
      total: promql`vector(1)`,
      part: { is: "failed" as const, query: promql`avg_over_time((group(${failed}) or vector(0))[5m:1m])` },
      countsTime: true,
      labels: serviceLabels(owner),
    },
    origin,
  );
}

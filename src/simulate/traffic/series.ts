import { describeType } from "../../model/definition/describe-type.js";
import type { Metric, Series } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { chooseLabels } from "./choose-labels.js";
import { type PlannedSeries, type Process, planSeries, singleValues } from "./planned-series.js";
import { type Gone, type ValueOrProfile, valueAt } from "./profile.js";
import { requireArgument } from "./require-argument.js";

/** Creates a series that follows a profile, regardless of restarts of its process. */
export function valueFamily(
  metric: Pick<Metric, "name">,
  labels: SeriesLabels,
  profile: ValueOrProfile<number | Gone>,
  { start }: Pick<Process, "start">,
): Family {
  return {
    series: [{ ...labels, [metricNameLabel]: metric.name }],
    start: () => (time, values) => {
      const value = valueAt(profile, time - start);
      if (value === "gone") return false;
      values[0] = value;
      return true;
    },
  };
}

/** A metric with a single value for each label set. For histograms, use `traffic`. */
export type PlainMetric = Metric<"gauge" | "counter" | "info"> | Series<"gauge" | "counter" | "info">;

/**
 * Defines one series value by value: a gauge, or a counter of an exporter. Labels without a matcher get one of their
 * possible values. The series is absent while its value is `"gone"`.
 *
 * @example
 * series(containers.memory.where({ pod: "user-1", container: "user" }), ramp({ "0m": 100e6, "30m": 500e6 }))
 * @example
 * series(kubernetes.container.restarts.where({ pod: "user-1" }), steps({ "0m": 0, "10m": 1, "12m": 2 }))
 */
export function series(of: PlainMetric, profile: ValueOrProfile<number | Gone>): PlannedSeries {
  requireArgument("series(…)", "a gauge or a counter of a service", of, (value) => "kind" in value);
  if (profile === undefined || profile === null) {
    throw new TypeError(`series(…) needs a value, steps(…) or ramp(…), but got ${describeType(profile)}`);
  }
  const metric = of.kind === "series" ? of.metric : of;
  const labels = of.kind === "series" ? singleValues(of) : {};
  const createFamily = (process: Process) =>
    valueFamily(metric, chooseLabels(process.ownLabels(metric), labels, process.known), profile, process);
  return {
    ...planSeries(metric, labels, (process) => [createFamily(process)]),
    isSingle: true,
    arguments: [of, profile],
  };
}

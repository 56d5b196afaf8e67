import type { Cache } from "../../model/metric/capability.js";
import type { Labels, Where } from "../../model/metric/label.js";
import { type Counter, type Histogram, isMetric, type Metric } from "../../model/metric/metric.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { chooseLabels, satisfyMatchers, violateMatchers } from "./choose-labels.js";
import type { Values } from "./distribution.js";
import { counterFamily, histogramFamily, type Rate } from "./families.js";
import { type PlannedSeries, type Process, planSeries } from "./planned-series.js";
import { breakpoints, type ValueOrProfile, valueAt } from "./profile.js";
import { valueFamily } from "./series.js";

/** The union of all traffic options; the public types decide which of them apply. */
export interface TrafficShape {
  readonly rate?: ValueOrProfile<number>;
  readonly labels?: SeriesLabels;
  readonly errors?: ValueOrProfile<number>;
  readonly latency?: ValueOrProfile<Values>;
  readonly values?: ValueOrProfile<Values>;
  readonly hits?: ValueOrProfile<number>;
  readonly size?: ValueOrProfile<number>;
}

const defaultRate = 10;
const defaultHitRatio = 0.9;

/** Returns the rate of one process: its part of the whole, of a share of it, or of the rest. */
function ratePerProcess(
  { rate = defaultRate }: TrafficShape,
  { count }: Process,
  share: ValueOrProfile<number> = 1,
  isRest = false,
): Rate {
  return {
    perSecond: (time) => {
      const part = valueAt(share, time);
      return (valueAt(rate, time) / count) * (isRest ? 1 - part : part);
    },
    breakpoints: [...breakpoints(rate), ...breakpoints(share)],
  };
}

function trafficLabels(metric: Metric | Histogram, { labels = {} }: TrafficShape, process: Process): SeriesLabels {
  return chooseLabels(process.ownLabels(metric), labels, process.known);
}

/** Plans the events that a counter counts. */
export function planCounter(metric: Counter, shape: TrafficShape): PlannedSeries {
  return planSeries(metric, shape.labels, (process) => [
    counterFamily(metric, trafficLabels(metric, shape, process), ratePerProcess(shape, process), process),
  ]);
}

/** Plans the observations of a histogram. */
export function planHistogram(metric: Histogram, shape: TrafficShape): PlannedSeries {
  return planSeries(metric, shape.labels, (process) => [
    observationFamily(metric, shape, shape.values ?? defaultValue(metric), process),
  ]);
}

/** Plans lookups in a cache. */
export function planCache({ hits, misses, size }: Cache, shape: TrafficShape): PlannedSeries {
  const share = shape.hits ?? defaultHitRatio;
  return planSeries(hits, shape.labels, (process) => [
    counterFamily(hits, trafficLabels(hits, shape, process), ratePerProcess(shape, process, share), process),
    counterFamily(misses, trafficLabels(misses, shape, process), ratePerProcess(shape, process, share, true), process),
    ...(isMetric(size) && shape.size !== undefined
      ? [valueFamily(size as Metric, trafficLabels(size as Metric, shape, process), shape.size, process)]
      : []),
  ]);
}

/** The metrics of requests or database operations. */
export interface OperationMetrics {
  readonly total: Counter;
  readonly failed: unknown;
  readonly duration: Histogram | undefined;
}

/** Plans requests or database operations: their number, failures and durations. */
export function planOperations({ total, failed, duration }: OperationMetrics, shape: TrafficShape): PlannedSeries {
  return planSeries(total, shape.labels, (process) => [
    ...outcomeFamilies(total, failed, shape, process),
    ...(duration ? [observationFamily(duration, shape, shape.latency ?? defaultValue(duration), process)] : []),
  ]);
}

/** Returns the series that count successes and failures, in one counter or in two. */
function outcomeFamilies(total: Counter, failed: unknown, shape: TrafficShape, process: Process): readonly Family[] {
  const labels = trafficLabels(total, shape, process);
  if (failed === undefined) return [counterFamily(total, labels, ratePerProcess(shape, process), process)];
  if (isMetric(failed)) {
    const failures = failed as Counter;
    return [
      counterFamily(total, labels, ratePerProcess(shape, process), process),
      counterFamily(
        failures,
        trafficLabels(failures, shape, process),
        ratePerProcess(shape, process, shape.errors ?? 0),
        process,
      ),
    ];
  }
  const specs = process.ownLabels(total);
  const matchers = failed as Where<Labels>;
  const bad = satisfyMatchers(labels, specs, matchers, process.known, process.version);
  const good = violateMatchers(labels, specs, matchers, process.known, process.version);
  const errors = shape.errors;
  if (!bad && errors !== undefined)
    throw new Error(`no series of ${total.name} can count as failed: no label value matches its failed condition`);
  return [
    ...(good ? [counterFamily(total, good, ratePerProcess(shape, process, errors ?? 0, true), process)] : []),
    ...(bad && errors !== undefined
      ? [counterFamily(total, bad, ratePerProcess(shape, process, errors), process)]
      : []),
  ];
}

function observationFamily(
  metric: Histogram,
  shape: TrafficShape,
  values: ValueOrProfile<Values>,
  process: Process,
): Family {
  const rate = ratePerProcess(shape, process);
  const whole = { ...rate, turns: [...rate.breakpoints, ...breakpoints(values)] };
  return histogramFamily(
    metric,
    trafficLabels(metric, shape, process),
    whole,
    (time) => valueAt(values, time),
    process,
  );
}

/** Returns a typical value: the upper bound of the second bucket. */
function defaultValue({ buckets }: Histogram): number {
  const sorted = [...buckets].sort((a, b) => a - b);
  return sorted[1] ?? sorted[0] ?? 1;
}

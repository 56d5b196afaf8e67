import { renderSelector } from "../../model/expression/matchers.js";
import type { Cache, CounterSeries, Distribution, GaugeSeries } from "../../model/metric/capability.js";
import type { Labels, Where } from "../../model/metric/label.js";
import { histogramOf, isMetric, isSeries, type Metric, metricOf, type Series } from "../../model/metric/metric.js";
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

type Plan = ReturnType<typeof planSeries>;

/** A metric that has traffic, or the series of it that do. */
type Measured = Metric | Series | Distribution;

function definitionOf(measured: Measured) {
  if (measured.kind === "histogramSeries" || "buckets" in measured) return histogramOf(measured);
  return metricOf(measured);
}

/** The matchers of `where`; those of the service are labels of its processes. */
function ownMatchers(measured: Measured): Where<Labels> {
  return measured.kind === "metric" ? {} : measured.matchers;
}

/** Chooses the labels that a process itself exposes: requested ones, and others so that all matchers match. */
function trafficLabels(measured: Measured, { labels = {} }: TrafficShape, process: Process): SeriesLabels {
  const specs = process.ownLabels(definitionOf(measured));
  const chosen = chooseLabels(specs, labels, process.known);
  const matchers = Object.fromEntries(Object.entries(ownMatchers(measured)).filter(([label]) => label in specs));
  const satisfied = satisfyMatchers(chosen, specs, matchers, process.known, process.version);
  if (satisfied) return satisfied;
  throw new Error(`no series of ${definitionOf(measured).name} can match ${renderSelector(matchers).text}`);
}

/** Plans the series of a metric, in the processes that have the requested labels. */
function planMeasured(measured: Measured, shape: TrafficShape, families: PlannedSeries["families"]): Plan {
  const single = Object.entries(ownMatchers(measured)).filter(([, match]) => typeof match === "string");
  const labels = { ...(Object.fromEntries(single) as SeriesLabels), ...shape.labels };
  return planSeries(definitionOf(measured), labels, families);
}

/** Plans the events that a counter counts. */
export function planCounter(counter: CounterSeries, shape: TrafficShape): Plan {
  return planMeasured(counter, shape, (process) => [
    countEvents(counter, trafficLabels(counter, shape, process), ratePerProcess(shape, process), process),
  ]);
}

/** Plans the observations of a histogram. */
export function planHistogram(histogram: Distribution, shape: TrafficShape): Plan {
  return planMeasured(histogram, shape, (process) => [
    observationFamily(histogram, shape, shape.values ?? defaultValue(histogram), process),
  ]);
}

/** Plans lookups in a cache. */
export function planCache({ hits, misses, size }: Cache, shape: TrafficShape): Plan {
  const share = shape.hits ?? defaultHitRatio;
  return planMeasured(hits, shape, (process) => [
    countEvents(hits, trafficLabels(hits, shape, process), ratePerProcess(shape, process, share), process),
    countEvents(misses, trafficLabels(misses, shape, process), ratePerProcess(shape, process, share, true), process),
    ...(size !== undefined && shape.size !== undefined ? [sizeFamily(size, shape, shape.size, process)] : []),
  ]);
}

function sizeFamily(size: GaugeSeries, shape: TrafficShape, profile: ValueOrProfile<number>, process: Process) {
  return valueFamily(metricOf<"gauge", Labels>(size), trafficLabels(size, shape, process), profile, process);
}

function countEvents(counter: CounterSeries, labels: SeriesLabels, rate: Rate, process: Process): Family {
  return counterFamily(metricOf<"counter", Labels>(counter), labels, rate, process);
}

/** The metrics of requests or database operations. */
export interface OperationMetrics {
  readonly total: CounterSeries;
  readonly failed: unknown;
  readonly duration: Distribution | undefined;
}

/** Plans requests or database operations: their number, failures and durations. */
export function planOperations({ total, failed, duration }: OperationMetrics, shape: TrafficShape): Plan {
  return planMeasured(total, shape, (process) => [
    ...outcomeFamilies(total, failed, shape, process),
    ...(duration ? [observationFamily(duration, shape, shape.latency ?? defaultValue(duration), process)] : []),
  ]);
}

/** Returns the series that count successes and failures, in one counter or in two. */
function outcomeFamilies(
  total: CounterSeries,
  failed: unknown,
  shape: TrafficShape,
  process: Process,
): readonly Family[] {
  const labels = trafficLabels(total, shape, process);
  if (failed === undefined) return [countEvents(total, labels, ratePerProcess(shape, process), process)];
  if (isMetric(failed) || isSeries(failed)) {
    const failures = failed as CounterSeries;
    return [
      countEvents(total, labels, ratePerProcess(shape, process), process),
      countEvents(
        failures,
        trafficLabels(failures, shape, process),
        ratePerProcess(shape, process, shape.errors ?? 0),
        process,
      ),
    ];
  }
  const specs = process.ownLabels(definitionOf(total));
  const matchers = failed as Where<Labels>;
  const bad = satisfyMatchers(labels, specs, matchers, process.known, process.version);
  const good = violateMatchers(labels, specs, matchers, process.known, process.version);
  const errors = shape.errors;
  if (!bad && errors !== undefined)
    throw new Error(
      `no series of ${definitionOf(total).name} can count as failed: no label value matches its failed condition`,
    );
  return [
    ...(good ? [countEvents(total, good, ratePerProcess(shape, process, errors ?? 0, true), process)] : []),
    ...(bad && errors !== undefined ? [countEvents(total, bad, ratePerProcess(shape, process, errors), process)] : []),
  ];
}

function observationFamily(
  histogram: Distribution,
  shape: TrafficShape,
  values: ValueOrProfile<Values>,
  process: Process,
): Family {
  const rate = ratePerProcess(shape, process);
  const whole = { ...rate, turns: [...rate.breakpoints, ...breakpoints(values)] };
  return histogramFamily(
    histogramOf(histogram),
    trafficLabels(histogram, shape, process),
    whole,
    (time) => valueAt(values, time),
    process,
  );
}

/** Returns a typical value: the upper bound of the second bucket. */
function defaultValue({ buckets }: Distribution): number {
  const sorted = [...buckets].sort((a, b) => a - b);
  return sorted[1] ?? sorted[0] ?? 1;
}

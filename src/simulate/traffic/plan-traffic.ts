import { resolveRecord } from "../../model/definition/per-environment.js";
import { renderSelector } from "../../model/expression/matchers.js";
import { type AnyMetric, isHistogram, isMetric, isNativeHistogram, wholeOf } from "../../model/metric/any-metric.js";
import type { Cache, CounterSeries, Distribution, EventSeries, GaugeSeries } from "../../model/metric/capability.js";
import { type Histogram, histogramOf } from "../../model/metric/histogram.js";
import type { Labels, Match, Where } from "../../model/metric/label.js";
import { isSeries, metricOf, type Series } from "../../model/metric/metric.js";
import type { NativeHistogram } from "../../model/metric/native-histogram.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { chooseLabels, satisfyMatchers, violateMatchers } from "./choose-labels.js";
import type { Values } from "./distribution.js";
import { counterFamily, histogramFamily, nativeHistogramFamily, type Rate } from "./families.js";
import { type PlannedSeries, type Process, planSeries } from "./planned-series.js";
import { breakpoints, type ValueOrProfile, valueAt } from "./profile.js";
import { valueFamily } from "./series.js";

/** The union of all traffic options; the public types decide which of them apply. */
export interface TrafficShape {
  readonly rate?: ValueOrProfile<number>;
  readonly labels?: SeriesLabels;
  readonly errors?: ValueOrProfile<number>;
  readonly latency?: ValueOrProfile<Values>;
  readonly values?: ValueOrProfile<Values> | undefined;
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
type Measured = AnyMetric | Series | Distribution;

function definitionOf(measured: Measured): AnyMetric {
  if (measured.kind === "histogramSeries") return histogramOf(measured);
  return measured.kind === "series" ? metricOf(measured) : measured;
}

/** The matchers of `where`; those of the service are labels of its processes. */
function ownMatchers(measured: Measured): Where<Labels> {
  return measured.kind === "metric" ? {} : measured.matchers;
}

/** The matchers as they are in the environment that is simulated. */
function matchersIn(matchers: Where<Labels>, { environment = "" }: Process): Readonly<Record<string, Match<string>>> {
  return resolveRecord(matchers as Readonly<Record<string, Match<string>>>, environment);
}

/** Chooses the labels that a process itself exposes: requested ones, and others so that all matchers match. */
function trafficLabels(measured: Measured, { labels = {} }: TrafficShape, process: Process): SeriesLabels {
  const specs = process.ownLabels(definitionOf(measured));
  const chosen = chooseLabels(specs, labels, process.known);
  const own = Object.entries(matchersIn(ownMatchers(measured), process)).filter(([label]) => label in specs);
  const matchers = Object.fromEntries(own);
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
  return planEvents(counter, shape);
}

/** Plans the observations of a histogram. */
export function planHistogram(histogram: Distribution, shape: TrafficShape): Plan {
  return planEvents(histogram, shape);
}

function planEvents(events: CounterSeries | Distribution, shape: TrafficShape): Plan {
  return planMeasured(events, shape, (process) =>
    countEvents(events, trafficLabels(events, shape, process), ratePerProcess(shape, process), process, shape.values),
  );
}

/** Plans lookups in a cache. */
export function planCache({ hits, misses, size }: Cache, shape: TrafficShape): Plan {
  const share = shape.hits ?? defaultHitRatio;
  return planMeasured(hits, shape, (process) => [
    ...countEvents(hits, trafficLabels(hits, shape, process), ratePerProcess(shape, process, share), process),
    ...countEvents(misses, trafficLabels(misses, shape, process), ratePerProcess(shape, process, share, true), process),
    ...(size !== undefined && shape.size !== undefined ? [sizeFamily(size, shape, shape.size, process)] : []),
  ]);
}

function sizeFamily(size: GaugeSeries, shape: TrafficShape, profile: ValueOrProfile<number>, process: Process) {
  return valueFamily(metricOf<"gauge", Labels>(size), trafficLabels(size, shape, process), profile, process);
}

/** Returns the series that count events: a counter, or a histogram with all its series. */
function countEvents(
  events: EventSeries | Distribution,
  labels: SeriesLabels,
  rate: Rate,
  process: Process,
  values?: ValueOrProfile<Values>,
): readonly Family[] {
  const metric = wholeOf(definitionOf(events));
  if (!isHistogram(metric) && !isNativeHistogram(metric)) {
    return [counterFamily(definitionOf(events), labels, rate, process)];
  }
  const profile = values ?? defaultValue(metric);
  const whole = { ...rate, breakpoints: [...rate.breakpoints, ...breakpoints(profile)] };
  const valuesAt = (time: number) => valueAt(profile, time);
  const native = isHistogram(metric) ? metric.native : metric;
  return [
    ...(isHistogram(metric) ? [histogramFamily(metric, labels, whole, valuesAt, process)] : []),
    ...(native ? [nativeHistogramFamily(native, labels, whole, valuesAt, process)] : []),
  ];
}

/** The metrics of requests or database operations. */
export interface OperationMetrics {
  readonly total: EventSeries;
  readonly failed: unknown;
  readonly duration: Distribution | undefined;
}

/** Plans requests or database operations: their number, failures and durations. */
export function planOperations({ total, failed, duration }: OperationMetrics, shape: TrafficShape): Plan {
  // A histogram of the duration may count the operations, too.
  const isCounted = duration && wholeOf(definitionOf(duration)) === wholeOf(definitionOf(total));
  return planMeasured(total, shape, (process) => [
    ...outcomeFamilies(total, failed, isCounted ? { ...shape, values: shape.latency } : shape, process),
    ...(duration && !isCounted ? observeDuration(duration, shape, process) : []),
  ]);
}

function observeDuration(duration: Distribution, shape: TrafficShape, process: Process): readonly Family[] {
  const labels = trafficLabels(duration, shape, process);
  return countEvents(duration, labels, ratePerProcess(shape, process), process, shape.latency);
}

/** Returns the series that count successes and failures, in one metric or in two. */
function outcomeFamilies(
  total: EventSeries,
  failed: unknown,
  shape: TrafficShape,
  process: Process,
): readonly Family[] {
  const labels = trafficLabels(total, shape, process);
  const count = (events: EventSeries, of: SeriesLabels, rate: Rate) =>
    countEvents(events, of, rate, process, shape.values);
  if (failed === undefined) return count(total, labels, ratePerProcess(shape, process));
  if (isMetric(failed) || isSeries(failed)) {
    const failures = failed as EventSeries;
    return [
      ...count(total, labels, ratePerProcess(shape, process)),
      ...count(failures, trafficLabels(failures, shape, process), ratePerProcess(shape, process, shape.errors ?? 0)),
    ];
  }
  const specs = process.ownLabels(definitionOf(total));
  const matchers = matchersIn(failed as Where<Labels>, process);
  const bad = satisfyMatchers(labels, specs, matchers, process.known, process.version);
  const good = violateMatchers(labels, specs, matchers, process.known, process.version);
  const errors = shape.errors;
  if (!bad && errors !== undefined)
    throw new Error(
      `no series of ${definitionOf(total).name} can count as failed: no label value matches its failed condition`,
    );
  return [
    ...(good ? count(total, good, ratePerProcess(shape, process, errors ?? 0, true)) : []),
    ...(bad && errors !== undefined ? count(total, bad, ratePerProcess(shape, process, errors)) : []),
  ];
}

/** Returns a typical value: the upper bound of the second bucket; a tenth of a second without bounds. */
function defaultValue({ buckets, unit }: Histogram | NativeHistogram): number {
  const sorted = [...(buckets ?? [])].sort((a, b) => a - b);
  return sorted[1] ?? sorted[0] ?? (unit === "s" ? 0.1 : 1);
}

import type { Cache } from "../../model/metric/capability.js";
import type { Labels, Where } from "../../model/metric/label.js";
import { type Counter, type Histogram, isMetric, type Metric } from "../../model/metric/metric.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { matching, notMatching, oneOfEach } from "./choose-labels.js";
import type { Values } from "./distribution.js";
import { counting, countingValues, type Pace } from "./families.js";
import { type Planned, type Process, planned } from "./planned-series.js";
import { type Over, turns, valueAt } from "./profile.js";
import { showing } from "./series.js";

/** Everything that may be said of what happens; what can be said of what, types decide. */
export interface Said {
  readonly rate?: Over<number>;
  readonly labels?: SeriesLabels;
  readonly errors?: Over<number>;
  readonly latency?: Over<Values>;
  readonly values?: Over<Values>;
  readonly hits?: Over<number>;
  readonly size?: Over<number>;
}

const usualRate = 10;
const usualHits = 0.9;

/** How much of what happens one process sees: its part of all, or of the share that is meant, or of the rest. */
function paceOf({ rate = usualRate }: Said, { count }: Process, share: Over<number> = 1, rest = false): Pace {
  return {
    perSecond: (time) => {
      const part = valueAt(share, time);
      return (valueAt(rate, time) / count) * (rest ? 1 - part : part);
    },
    turns: [...turns(rate), ...turns(share)],
  };
}

function labelsFor(metric: Metric | Histogram, { labels = {} }: Said, process: Process): SeriesLabels {
  return oneOfEach(process.ownLabels(metric), labels, process.known);
}

/** Something that one counter counts. */
export function counted(metric: Counter, said: Said): Planned {
  return planned(metric, said.labels, (process) => [
    counting(metric, labelsFor(metric, said, process), paceOf(said, process), process),
  ]);
}

/** Something whose size a histogram counts. */
export function measured(metric: Histogram, said: Said): Planned {
  return planned(metric, said.labels, (process) => [timing(metric, said, said.values ?? usualSize(metric), process)]);
}

/** Lookups in a cache. */
export function lookups({ hits, misses, size }: Cache, said: Said): Planned {
  const share = said.hits ?? usualHits;
  return planned(hits, said.labels, (process) => [
    counting(hits, labelsFor(hits, said, process), paceOf(said, process, share), process),
    counting(misses, labelsFor(misses, said, process), paceOf(said, process, share, true), process),
    ...(isMetric(size) && said.size !== undefined
      ? [showing(size as Metric, labelsFor(size as Metric, said, process), said.size, process)]
      : []),
  ]);
}

/** What is served: how much, what of it counts as failed, how long it takes where that is measured. */
export interface Serving {
  readonly total: Counter;
  readonly failed: unknown;
  readonly duration: Histogram | undefined;
}

export function served({ total, failed, duration }: Serving, said: Said): Planned {
  return planned(total, said.labels, (process) => [
    ...outcomes(total, failed, said, process),
    ...(duration ? [timing(duration, said, said.latency ?? usualSize(duration), process)] : []),
  ]);
}

/** The series that count what went well and what did not: of one counter, or of two. */
function outcomes(total: Counter, failed: unknown, said: Said, process: Process): readonly Family[] {
  const labels = labelsFor(total, said, process);
  if (failed === undefined) return [counting(total, labels, paceOf(said, process), process)];
  if (isMetric(failed)) {
    const failures = failed as Counter;
    return [
      counting(total, labels, paceOf(said, process), process),
      counting(failures, labelsFor(failures, said, process), paceOf(said, process, said.errors ?? 0), process),
    ];
  }
  const specs = process.ownLabels(total);
  const matchers = failed as Where<Labels>;
  const bad = matching(labels, specs, matchers, process.known, process.version);
  const good = notMatching(labels, specs, matchers, process.known, process.version);
  const errors = said.errors;
  if (!bad && errors !== undefined)
    throw new Error(`no series of ${total.name} counts as failed: it says of no label's value`);
  return [
    ...(good ? [counting(total, good, paceOf(said, process, errors ?? 0, true), process)] : []),
    ...(bad && errors !== undefined ? [counting(total, bad, paceOf(said, process, errors), process)] : []),
  ];
}

function timing(metric: Histogram, said: Said, values: Over<Values>, process: Process): Family {
  const pace = paceOf(said, process);
  const whole = { ...pace, turns: [...pace.turns, ...turns(values)] };
  return countingValues(metric, labelsFor(metric, said, process), whole, (time) => valueAt(values, time), process);
}

/** Quick, or small: in the second of the buckets. */
function usualSize({ buckets }: Histogram): number {
  const sorted = [...buckets].sort((a, b) => a - b);
  return sorted[1] ?? sorted[0] ?? 1;
}

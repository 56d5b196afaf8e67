import type { Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { createRandom, logUniform, type Random } from "./random.js";
import { createWave } from "./waves.js";

/** Creates a gauge in the range that its name, unit and help suggest. */
export function syntheticGauge(metric: Metric, labels: SeriesLabels, seed: string): Family {
  const series = { ...labels, [metricNameLabel]: metric.name };
  return {
    series: [series],
    start(since, target) {
      const random = createRandom(seed, JSON.stringify(series), JSON.stringify(target), since);
      const valueAt = inferShape(metric)(random, since);
      return (time, values) => {
        values[0] = valueAt(time);
        return true;
      };
    },
  };
}

/** Creates an info metric, which is always 1. */
export function syntheticInfo(metric: Metric, labels: SeriesLabels): Family {
  const show = (_time: number, values: Float64Array) => {
    values[0] = 1;
    return true;
  };
  return { series: [{ ...labels, [metricNameLabel]: metric.name }], start: () => show };
}

type Shape = (random: Random, since: number) => (time: number) => number;

function inferShape({ name, help, unit }: Metric): Shape {
  if (/^1 (?:for|while|if|when|where)\b/i.test(help) || /_(?:up|ready|healthy|success)$/.test(name)) return zeroOrOne;
  if (/timestamp_seconds$|_time_seconds$/.test(name)) return pastTimestamp;
  const isBytes = unit === "bytes" || /_bytes$/.test(name);
  if (/(?:^|_)(?:limit|limits|max|min|capacity|allocatable|size|quota|spec|requests)(?:_|$)/.test(name)) {
    return isBytes ? constantBetween(2 ** 31, 2 ** 33) : constantBetween(100, 1000);
  }
  if (isBytes) return between(2 ** 26, 2 ** 30);
  if (unit === "percentunit" || /_ratio$/.test(name)) return between(0.1, 0.45);
  if (unit === "percent" || /_percent$/.test(name)) return between(10, 45);
  if (unit === "s" || /_seconds$/.test(name)) return between(0.01, 10);
  if (unit === "celsius" || /_celsius$/.test(name)) return between(20, 40);
  return rounded(between(5, 100));
}

/** Varies around a size chosen between two bounds, up to about twice of it. */
function between(low: number, high: number): Shape {
  return (random) => {
    const size = logUniform(random, low, high);
    const wave = createWave(random);
    return (time) => size * wave(time);
  };
}

function rounded(kind: Shape): Shape {
  return (random, since) => {
    const valueAt = kind(random, since);
    return (time) => Math.round(valueAt(time));
  };
}

/** A constant between two bounds, for settings and limits. */
function constantBetween(low: number, high: number): Shape {
  return (random) => {
    const size = Math.round(logUniform(random, low, high));
    return () => size;
  };
}

const zeroOrOne: Shape = (random) => {
  const wave = createWave(random);
  return (time) => (wave(time) > 1 ? 1 : 0);
};

const pastTimestamp: Shape = (random, since) => {
  const before = logUniform(random, 60, 86_400);
  const every = logUniform(random, 600, 7200);
  return (time) => Math.floor(since / 1000 - before + Math.floor((time - since) / 1000 / every) * every);
};

import type { Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { type Random, randomOf, sizeBetween } from "./random.js";
import { waveOf } from "./waves.js";

/** A gauge somewhere in the range that its name, unit and help speak of. */
export function syntheticGauge(metric: Metric, labels: SeriesLabels, seed: string): Family {
  const series = { ...labels, [metricNameLabel]: metric.name };
  return {
    series: [series],
    begin(since, target) {
      const random = randomOf(seed, JSON.stringify(series), JSON.stringify(target), since);
      const valueAt = kindOf(metric)(random, since);
      return (time, values) => {
        values[0] = valueAt(time);
        return true;
      };
    },
  };
}

/** Always 1: what it says, it says by its labels. */
export function syntheticInfo(metric: Metric, labels: SeriesLabels): Family {
  const show = (_time: number, values: Float64Array) => {
    values[0] = 1;
    return true;
  };
  return { series: [{ ...labels, [metricNameLabel]: metric.name }], begin: () => show };
}

type Kind = (random: Random, since: number) => (time: number) => number;

function kindOf({ name, help, unit }: Metric): Kind {
  if (/^1 (?:for|while|if|when|where)\b/i.test(help) || /_(?:up|ready|healthy|success)$/.test(name)) return onOrOff;
  if (/timestamp_seconds$|_time_seconds$/.test(name)) return someTimeAgo;
  const isBytes = unit === "bytes" || /_bytes$/.test(name);
  if (/(?:^|_)(?:limit|limits|max|min|capacity|allocatable|size|quota|spec|requests)(?:_|$)/.test(name)) {
    return isBytes ? fixedBetween(2 ** 31, 2 ** 33) : fixedBetween(100, 1000);
  }
  if (isBytes) return between(2 ** 26, 2 ** 30);
  if (unit === "percentunit" || /_ratio$/.test(name)) return between(0.1, 0.45);
  if (unit === "percent" || /_percent$/.test(name)) return between(10, 45);
  if (unit === "s" || /_seconds$/.test(name)) return between(0.01, 10);
  if (unit === "celsius" || /_celsius$/.test(name)) return between(20, 40);
  return whole(between(5, 100));
}

/** Up to twice the size it has at most times. */
function between(low: number, high: number): Kind {
  return (random) => {
    const size = sizeBetween(random, low, high);
    const wave = waveOf(random);
    return (time) => size * wave(time);
  };
}

function whole(kind: Kind): Kind {
  return (random, since) => {
    const valueAt = kind(random, since);
    return (time) => Math.round(valueAt(time));
  };
}

/** What is set, not measured, stays as it is. */
function fixedBetween(low: number, high: number): Kind {
  return (random) => {
    const size = Math.round(sizeBetween(random, low, high));
    return () => size;
  };
}

const onOrOff: Kind = (random) => {
  const wave = waveOf(random);
  return (time) => (wave(time) > 1 ? 1 : 0);
};

const someTimeAgo: Kind = (random, since) => {
  const before = sizeBetween(random, 60, 86_400);
  const every = sizeBetween(random, 600, 7200);
  return (time) => Math.floor(since / 1000 - before + Math.floor((time - since) / 1000 / every) * every);
};

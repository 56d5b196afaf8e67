import { bucketsFrom, type NativeHistogram, nativeHistogram, stale } from "../../../../src/promql/evaluate/index.js";
import type { RemoteWriteSeries } from "../../../prometheus/remote-write.js";
import { classicHistogram, type Family, families } from "./families.js";
import type { Random } from "./random.js";

type Samples = RemoteWriteSeries["samples"];
type Labels = RemoteWriteSeries["labels"];

/** The interval of the samples, in milliseconds. The server rejects histograms older than an hour. */
export const dataStart = 600_000;
export const dataEnd = dataStart + 3_300_000;

/** Generates series of every family, ordered by labels as in a database. */
export function randomSeries(random: Random): RemoteWriteSeries[] {
  const series = families.flatMap((family) =>
    combinations(family.labels)
      .filter(() => !random.chance(0.07))
      .map((labels): RemoteWriteSeries => {
        const derived = Object.entries(family.derived ?? {}).map(([name, of]) => [name, of(labels)]);
        const all = { __name__: family.name, ...labels, ...Object.fromEntries(derived) };
        return { labels: all, samples: addStaleMarkers(generateSamples(family, random), random) };
      }),
  );
  return [...series, ...classicSeries(random)].sort((a, b) => compareLabels(a.labels, b.labels));
}

function combinations(labels: Family["labels"]): Labels[] {
  let all: Labels[] = [{}];
  for (const [name, values] of Object.entries(labels)) {
    all = all.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })));
  }
  return all;
}

function compareLabels(a: Labels, b: Labels): number {
  const text = (labels: Labels): string =>
    Object.keys(labels)
      .sort()
      .map((name) => `${name}\u0000${labels[name]}\u0000`)
      .join("");
  return text(a) < text(b) ? -1 : 1;
}

/** Generates scrape times: on the minute or near it, with occasional gaps, some longer than the lookback. */
function scrapeTimes(random: Random): number[] {
  const interval = random.pick([15_000, 30_000, 60_000]);
  const shift = random.chance(0.5) ? 0 : random.below(interval);
  const jitters = random.chance(0.3);
  const times: number[] = [];
  let time = dataStart + shift + (random.chance(0.2) ? 600_000 : 0);
  const last = random.chance(0.15) ? dataEnd - 900_000 : dataEnd;
  while (time <= last) {
    const gap = random.chance(0.01) ? random.pick([120_000, 420_000]) : 0;
    time += gap;
    if (gap === 0 && !random.chance(0.04)) times.push(time + (jitters ? random.below(900) : 0));
    time += interval;
  }
  return times;
}

function generateSamples({ samples }: Family, random: Random): Samples {
  const times = scrapeTimes(random);
  if (samples === "histogram") return histogramSamples(times, random, false);
  if (samples === "gauge histogram") return histogramSamples(times, random, true);
  const next = floats[samples](random);
  return times.map((time) => [time, next()] as const);
}

const oddValues = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const floats: Readonly<
  Record<Exclude<Family["samples"], "histogram" | "gauge histogram">, (random: Random) => () => number>
> = {
  counter: (random) => {
    const grows = random.pick([0.3, 1, 7.25]);
    let value = random.chance(0.5) ? 0 : random.below(1000) * grows;
    return () => {
      if (random.chance(0.02)) value = random.below(3);
      value += random.below(12) * grows;
      return value;
    };
  },
  gauge: (random) => {
    const odd = random.chance(0.4) ? 0.02 : 0;
    return () => (random.chance(odd) ? random.pick(oddValues) : Math.round(random.next() * 1e5 - 4e4) / 1e3);
  },
  "few values": (random) => () => random.pick([0, 1, 1, 2, 2, 3, 10, -1]),
  constant: (random) => {
    const value = random.pick([1, 1, 5, 40.5]);
    return () => value;
  },
  extreme: (random) => {
    const values = [...oddValues, 0, -0, 1e308, -1e308, 1e-290, -1e-200, 0.1, 1 / 3, 2 ** 53, -1e15];
    return () => random.pick(values);
  },
};

/** Counts that grow until a reset; those of a gauge are arbitrary. */
function histogramSamples(times: readonly number[], random: Random, isGauge: boolean): Samples {
  const schema = random.pick([-1, 0, 1, 3]);
  const zeroThreshold = random.pick([0, 0.001]);
  const shape = { offset: random.below(7) - 3, positive: 1 + random.below(5), negative: random.pick([0, 0, 2]) };
  let positive = new Array<number>(shape.positive).fill(0);
  let negative = new Array<number>(shape.negative).fill(0);
  let zeroCount = 0;
  let sum = 0;
  return times.map((time) => {
    if (isGauge || random.chance(0.03)) {
      positive = positive.fill(0);
      negative = negative.fill(0);
      zeroCount = 0;
      sum = 0;
    }
    positive = positive.map((count) => count + random.pick([0, 1, 2, 5]));
    negative = negative.map((count) => count + random.pick([0, 1, 2]));
    zeroCount += random.below(2);
    sum += random.pick([0.5, 3, 7.25]);
    const count = [...positive, ...negative].reduce((total, one) => total + one, zeroCount);
    const histogram: NativeHistogram = nativeHistogram({
      ...{ schema, count, sum, zeroThreshold, zeroCount, counterReset: isGauge ? "gauge" : "unknown" },
      positive: bucketsFrom(shape.offset, positive),
      negative: bucketsFrom(-1, negative),
    });
    return [time, histogram] as const;
  });
}

/** Generates buckets, sum and count of one scrape; a few buckets are lower than they should be. */
function classicSeries(random: Random): RemoteWriteSeries[] {
  const { name, labels, bounds } = classicHistogram;
  return combinations(labels).flatMap((own) => {
    const times = scrapeTimes(random);
    const each = bounds.map(() => 0);
    let sum = 0;
    const rows = times.map(() => {
      if (random.chance(0.02)) {
        each.fill(0);
        sum = 0;
      }
      for (let at = 0; at < each.length; at++) each[at]! += random.below(5);
      sum += random.below(20) / 4;
      return { cumulative: each.map((_, at) => each.slice(0, at + 1).reduce((a, b) => a + b, 0)), sum };
    });
    const samples = (of: (row: (typeof rows)[number]) => number): Samples =>
      times.map((time, at) => [time, of(rows[at]!)] as const);
    const buckets = bounds.map((le, at): RemoteWriteSeries => {
      const deficit = random.chance(0.1) ? 3 : 0;
      const counts = samples(({ cumulative }) => Math.max(0, cumulative[at]! - deficit));
      return { labels: { __name__: `${name}_bucket`, ...own, le }, samples: counts };
    });
    return [
      ...buckets,
      { labels: { __name__: `${name}_sum`, ...own }, samples: samples((row) => row.sum) },
      { labels: { __name__: `${name}_count`, ...own }, samples: samples(({ cumulative }) => cumulative.at(-1)!) },
    ];
  });
}

/** Adds staleness markers at random; the series continue later. */
function addStaleMarkers(samples: Samples, random: Random): Samples {
  return samples.map(([time, value]) => [time, random.chance(0.015) ? stale : value] as const);
}

import type { Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { type Random, randomOf, sizeBetween } from "./random.js";
import { waveOf } from "./waves.js";

/** A counter that counts at its own pace, from 0 at the start of the process. */
export function syntheticCounter(metric: Metric, labels: SeriesLabels, seed: string): Family {
  const series = { ...labels, [metricNameLabel]: metric.name };
  return {
    series: [series],
    begin(since, target) {
      const random = randomOf(seed, JSON.stringify(series), JSON.stringify(target), since);
      const unit = unitOf(metric);
      const rate = paceOf(random, unit) * rarity(labels);
      const wave = waveOf(random);
      let count = 0;
      let last = since;
      return (time, values) => {
        const expected = (rate * wave(time) * (time - last)) / 1000;
        const grown = expected * (0.5 + random());
        // Whole things happen or do not: what is rare happens now and then.
        count += unit === "whole" ? Math.floor(grown + random()) : grown;
        last = time;
        values[0] = count;
        return true;
      };
    },
  };
}

type Unit = "whole" | "seconds" | "bytes";

function unitOf({ name, unit }: Metric): Unit {
  if (unit === "s" || /_seconds(?:_total)?$/.test(name)) return "seconds";
  return unit === "bytes" || /_bytes(?:_total)?$/.test(name) ? "bytes" : "whole";
}

/** How much each second, at most times. */
function paceOf(random: Random, unit: Unit): number {
  if (unit === "seconds") return sizeBetween(random, 0.01, 0.5);
  return unit === "bytes" ? sizeBetween(random, 1e3, 1e6) : sizeBetween(random, 0.05, 2);
}

/** Most requests are answered well. */
export function rarity(labels: SeriesLabels): number {
  const status = labels.status ?? labels.code ?? labels.status_code ?? "";
  if (/^5/.test(status)) return 0.01;
  return /^[34]/.test(status) ? 0.1 : 1;
}

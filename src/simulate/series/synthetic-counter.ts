import type { Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { createRandom, logUniform, type Random } from "./random.js";
import { createWave } from "./waves.js";

/** Creates a counter with a rate of its own that starts at 0 with the process. */
export function syntheticCounter(metric: Metric, labels: SeriesLabels, seed: string): Family {
  const series = { ...labels, [metricNameLabel]: metric.name };
  return {
    series: [series],
    start(since, target) {
      const random = createRandom(seed, JSON.stringify(series), JSON.stringify(target), since);
      const unit = inferUnit(metric);
      const rate = chooseRate(random, unit) * relativeFrequency(labels);
      const wave = createWave(random);
      let count = 0;
      let last = since;
      return (time, values) => {
        const expected = (rate * wave(time) * (time - last)) / 1000;
        const increase = expected * (0.5 + random());
        // Events come in whole numbers: randomised rounding makes rare ones happen now and then.
        count += unit === "whole" ? Math.floor(increase + random()) : increase;
        last = time;
        values[0] = count;
        return true;
      };
    },
  };
}

type Unit = "whole" | "seconds" | "bytes";

function inferUnit({ name, unit }: Metric): Unit {
  if (unit === "s" || /_seconds(?:_total)?$/.test(name)) return "seconds";
  return unit === "bytes" || /_bytes(?:_total)?$/.test(name) ? "bytes" : "whole";
}

/** Chooses a typical rate per second. */
function chooseRate(random: Random, unit: Unit): number {
  if (unit === "seconds") return logUniform(random, 0.01, 0.5);
  return unit === "bytes" ? logUniform(random, 1e3, 1e6) : logUniform(random, 0.05, 2);
}

/** Weights series by the status code and its class, since most requests succeed. */
export function relativeFrequency(labels: SeriesLabels): number {
  const status = labels.status ?? labels.code ?? labels.status_code ?? "";
  const { outcome = "" } = labels;
  if (/^5/.test(status) || outcome === "SERVER_ERROR") return 0.01;
  return /^[34]/.test(status) || /^(?:CLIENT_ERROR|REDIRECTION)$/.test(outcome) ? 0.1 : 1;
}

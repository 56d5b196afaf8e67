import { createMetric, type Metric, metricNameLabel } from "../../promql/evaluate/index.js";
import type { RuleVector } from "./expression/rule-query.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { OutputSample, OutputSeries, RuleOutput } from "./rule-output.js";

/** Records the results of a recording rule. */
export class Recorder {
  private readonly rule: PreparedRule;
  private readonly output: RuleOutput;
  private readonly limit: number;
  /** Recorded series by the key of the result's series. */
  private readonly targets = new Map<string, OutputSeries>();

  constructor(rule: PreparedRule, output: RuleOutput, limit: number) {
    this.rule = rule;
    this.output = output;
    this.limit = limit;
  }

  /** Writes the samples of one evaluation; returns an error message on failure. */
  record(vector: RuleVector, time: number): string | undefined {
    if (vector.error !== undefined) return vector.error;
    const samples: OutputSample[] = [];
    const seen = new Set<OutputSeries>();
    for (const { metric, value } of vector.samples) {
      const target = this.seriesFor(metric);
      seen.add(target);
      samples.push({ target, value });
    }
    if (seen.size < samples.length) {
      return "vector contains metrics with the same labelset after applying rule labels";
    }
    if (this.limit > 0 && samples.length > this.limit) {
      return `exceeded limit of ${this.limit} with ${samples.length} series`;
    }
    return this.output.write(samples, time);
  }

  private seriesFor(metric: Metric): OutputSeries {
    let target = this.targets.get(metric.key);
    if (!target) {
      const { names, values } = metric;
      const own = names.map((name, index) => [name, values[index]!] as const);
      target = this.output.seriesFor(createMetric([...own, [metricNameLabel, this.rule.name], ...this.rule.labels]));
      this.targets.set(metric.key, target);
    }
    return target;
  }
}

import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { Target, WrittenSample, WrittenSeries } from "./rule-output.js";
import type { RuleVector } from "./rule-query.js";

/** Turns what a recording rule's expression gives into the samples it records. */
export class Recording {
  private readonly rule: PreparedRule;
  private readonly written: WrittenSeries;
  private readonly limit: number;
  /** The series that each series of the result becomes. */
  private readonly targets = new Map<string, Target>();

  constructor(rule: PreparedRule, written: WrittenSeries, limit: number) {
    this.rule = rule;
    this.written = written;
    this.limit = limit;
  }

  /** Writes the samples of one evaluation; tells what went wrong. */
  record(vector: RuleVector, time: number): string | undefined {
    if (vector.error !== undefined) return vector.error;
    const samples: WrittenSample[] = [];
    const seen = new Set<Target>();
    for (const { metric, value } of vector.samples) {
      const target = this.targetOf(metric);
      seen.add(target);
      samples.push({ target, value });
    }
    if (seen.size < samples.length) {
      return "vector contains metrics with the same labelset after applying rule labels";
    }
    if (this.limit > 0 && samples.length > this.limit) {
      return `exceeded limit of ${this.limit} with ${samples.length} series`;
    }
    return this.written.write(samples, time);
  }

  private targetOf(metric: Metric): Target {
    let target = this.targets.get(metric.key);
    if (!target) {
      const { names, values } = metric;
      const own = names.map((name, index) => [name, values[index]!] as const);
      target = this.written.target(metricOf([...own, [metricNameLabel, this.rule.name], ...this.rule.labels]));
      this.targets.set(metric.key, target);
    }
    return target;
  }
}

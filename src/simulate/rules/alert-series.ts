import { createMetric, type Metric, metricNameLabel } from "../../promql/evaluate/index.js";
import type { ActiveAlert } from "./active-alert.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { OutputSample, OutputSeries, RuleOutput } from "./rule-output.js";

/** The place that the series of a rule are written to. */
export type AlertOutput = Pick<RuleOutput, "seriesFor" | "write">;

/** Writes the `ALERTS` and `ALERTS_FOR_STATE` series of a rule. */
export class AlertSeries {
  private readonly rule: PreparedRule;
  private readonly output: AlertOutput;

  constructor(rule: PreparedRule, output: AlertOutput) {
    this.rule = rule;
    this.output = output;
  }

  collect(alert: ActiveAlert, samples: OutputSample[]): void {
    const { metric, state, series, activeAt } = alert;
    if (state === "inactive") return;
    series[state] ??= this.seriesFor(metric, "ALERTS", [["alertstate", state]]);
    series.since ??= this.seriesFor(metric, "ALERTS_FOR_STATE", []);
    samples.push({ target: series[state], value: 1 });
    samples.push({ target: series.since, value: Math.floor(activeAt / 1000) });
  }

  write(samples: readonly OutputSample[], time: number): string | undefined {
    return this.output.write(samples, time);
  }

  /** A rule label that expands to nothing is absent from the alert, but these series have its unexpanded template. */
  private seriesFor(metric: Metric, name: string, state: readonly (readonly [string, string])[]): OutputSeries {
    const own = metric.names.map((label, index) => [label, metric.values[index]!] as const);
    const named = [
      [metricNameLabel, name],
      ["alertname", this.rule.name],
    ] as const;
    return this.output.seriesFor(createMetric([...this.rule.labels, ...own, ...named, ...state]));
  }
}

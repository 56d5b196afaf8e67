import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import type { ActiveAlert } from "./active-alert.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { OutputSample, OutputSeries, RuleOutput } from "./rule-output.js";

/** The series that tell of a rule's alerts: `ALERTS`, by state, and `ALERTS_FOR_STATE`, since when. */
export class AlertSeries {
  private readonly rule: PreparedRule;
  private readonly output: RuleOutput;

  constructor(rule: PreparedRule, written: RuleOutput) {
    this.rule = rule;
    this.output = written;
  }

  collect(alert: ActiveAlert, samples: OutputSample[]): void {
    const { metric, state, series: states, activeAt } = alert;
    if (state === "inactive") return;
    states[state] ??= this.seriesFor(metric, "ALERTS", [["alertstate", state]]);
    states.since ??= this.seriesFor(metric, "ALERTS_FOR_STATE", []);
    samples.push({ target: states[state], value: 1 });
    samples.push({ target: states.since, value: Math.floor(activeAt / 1000) });
  }

  write(samples: readonly OutputSample[], time: number): string | undefined {
    return this.output.write(samples, time);
  }

  /** A label of the rule that came out empty is missing in the alert, but its template stands in the series. */
  private seriesFor(metric: Metric, name: string, state: readonly (readonly [string, string])[]): OutputSeries {
    const own = metric.names.map((label, index) => [label, metric.values[index]!] as const);
    const named = [
      [metricNameLabel, name],
      ["alertname", this.rule.name],
    ] as const;
    return this.output.seriesFor(metricOf([...this.rule.labels, ...own, ...named, ...state]));
  }
}

import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import type { ActiveAlert } from "./active-alert.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { Target, WrittenSample, WrittenSeries } from "./rule-output.js";

/** The series that tell of a rule's alerts: `ALERTS`, by state, and `ALERTS_FOR_STATE`, since when. */
export class AlertSeries {
  private readonly rule: PreparedRule;
  private readonly written: WrittenSeries;

  constructor(rule: PreparedRule, written: WrittenSeries) {
    this.rule = rule;
    this.written = written;
  }

  collect(alert: ActiveAlert, samples: WrittenSample[]): void {
    const { metric, state, states, activeAt } = alert;
    if (state === "inactive") return;
    states[state] ??= this.target(metric, "ALERTS", [["alertstate", state]]);
    states.since ??= this.target(metric, "ALERTS_FOR_STATE", []);
    samples.push({ target: states[state], value: 1 });
    samples.push({ target: states.since, value: Math.floor(activeAt / 1000) });
  }

  write(samples: readonly WrittenSample[], time: number): string | undefined {
    return this.written.write(samples, time);
  }

  /** A label of the rule that came out empty is missing in the alert, but its template stands in the series. */
  private target(metric: Metric, name: string, state: readonly (readonly [string, string])[]): Target {
    const own = metric.names.map((label, index) => [label, metric.values[index]!] as const);
    const named = [
      [metricNameLabel, name],
      ["alertname", this.rule.name],
    ] as const;
    return this.written.target(metricOf([...this.rule.labels, ...own, ...named, ...state]));
  }
}

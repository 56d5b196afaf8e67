import { createMetric, type Metric, metricNameLabel, type VectorSample } from "../../promql/evaluate/index.js";
import type { ActiveAlert } from "./active-alert.js";
import type { AlertState } from "./alert.js";
import { type AlertOutput, AlertSeries } from "./alert-series.js";
import { type ExpandTemplate, hasQuery, templateExpander } from "./alert-templates.js";
import type { RuleVector } from "./expression/rule-query.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { RuleContext } from "./rule-context.js";
import type { OutputSample } from "./rule-output.js";

/** Time for which Prometheus keeps a resolved alert and resends it to Alertmanager. */
const resolvedRetention = 15 * 60_000;

/** Called for every change of an alert's state. */
export type OnTransition = (alert: ActiveAlert, from: AlertState, to: AlertState, at: number) => void;

/** The alerts of one rule: inactive → pending → firing, driven by the results of its expression. */
export class AlertStateMachine {
  private readonly rule: PreparedRule;
  private readonly context: RuleContext;
  private readonly limit: number;
  private readonly onTransition: OnTransition;
  private readonly series: AlertSeries;
  private readonly labels: AlertLabels;
  private readonly hasAnnotationQueries: boolean;
  private alerts = new Map<string, ActiveAlert>();

  constructor(
    rule: PreparedRule,
    context: RuleContext,
    options: { output: AlertOutput; limit: number; onTransition: OnTransition },
  ) {
    this.rule = rule;
    this.context = context;
    this.limit = options.limit;
    this.onTransition = options.onTransition;
    this.series = new AlertSeries(rule, options.output);
    this.labels = new AlertLabels(rule);
    this.hasAnnotationQueries = rule.annotations.some(([, text]) => hasQuery(text));
  }

  /** All alerts, including recently resolved ones. */
  all(): Iterable<ActiveAlert> {
    return this.alerts.values();
  }

  /**
   * Advances the alerts with the result of one evaluation; returns an error message on failure. Samples are written at
   * `sampleTime`, which is earlier if the group has a `query_offset`.
   */
  evaluate(vector: RuleVector, time: number, sampleTime: number): string | undefined {
    if (vector.error !== undefined) return vector.error;
    const raised = this.raiseAlerts(vector.samples, time);
    if (!raised) return "vector contains metrics with the same labelset after applying alert labels";
    const samples: OutputSample[] = [];
    const active = this.advance(raised, time, samples);
    if (this.limit > 0 && active > this.limit) {
      this.dropAll(time);
      return `exceeded limit of ${this.limit} with ${active} alerts`;
    }
    return this.series.write(samples, sampleTime);
  }

  /** Raises an alert for each sample, new ones as pending; returns undefined if two have the same labels. */
  private raiseAlerts(samples: readonly VectorSample[], time: number): Map<string, ActiveAlert> | undefined {
    const raised = new Map<string, ActiveAlert>();
    for (const sample of samples) {
      const expand = templateExpander(this.rule.name, sample, time, this.context);
      const metric = this.labels.labelsFor(sample.metric, expand);
      if (raised.has(metric.key)) return undefined;
      const annotations = this.annotations(expand);
      raised.set(metric.key, {
        metric,
        activeAt: time,
        state: "inactive",
        value: sample.value,
        annotations,
        firedAt: undefined,
        keepFiringSince: undefined,
        resolvedAt: undefined,
        series: {},
      });
    }
    for (const [key, alert] of raised) this.raiseAlert(key, alert, time);
    return raised;
  }

  private raiseAlert(key: string, alert: ActiveAlert, time: number): void {
    const existing = this.alerts.get(key);
    if (existing && existing.state !== "inactive") {
      existing.value = alert.value;
      existing.annotations = alert.annotations;
      return;
    }
    this.alerts.set(key, alert);
    this.transition(alert, "pending", time);
  }

  private annotations(expand: ExpandTemplate): () => Readonly<Record<string, string>> {
    let texts: Readonly<Record<string, string>> | undefined;
    const annotations = (): Readonly<Record<string, string>> => {
      texts ??= Object.fromEntries(this.rule.annotations.map(([name, text]) => [name, expand(text)]));
      return texts;
    };
    // The results of template queries may change before the annotations are read.
    if (this.hasAnnotationQueries) annotations();
    return annotations;
  }

  /** Fires and resolves alerts, and collects the samples of their series; returns the number of active alerts. */
  private advance(raised: ReadonlyMap<string, unknown>, time: number, samples: OutputSample[]): number {
    let active = 0;
    for (const [key, alert] of this.alerts) {
      if (raised.has(key)) alert.keepFiringSince = undefined;
      else if (!this.shouldKeepFiring(alert, time)) {
        this.resolve(key, alert, time);
        continue;
      }
      active++;
      if (alert.state === "pending" && time - alert.activeAt >= this.rule.hold) {
        alert.firedAt = time;
        this.transition(alert, "firing", time);
      }
      this.series.collect(alert, samples);
    }
    return active;
  }

  private shouldKeepFiring(alert: ActiveAlert, time: number): boolean {
    if (alert.state !== "firing" || this.rule.keepFiring === 0) return false;
    alert.keepFiringSince ??= time;
    return time - alert.keepFiringSince < this.rule.keepFiring;
  }

  private resolve(key: string, alert: ActiveAlert, time: number): void {
    const { state, resolvedAt } = alert;
    const isForgotten = resolvedAt !== undefined && time - resolvedAt > resolvedRetention;
    if (state === "pending" || isForgotten) this.alerts.delete(key);
    if (state === "inactive") return;
    alert.resolvedAt = time;
    this.transition(alert, "inactive", time);
  }

  private dropAll(time: number): void {
    const dropped = this.alerts;
    this.alerts = new Map();
    for (const alert of dropped.values()) if (alert.state !== "inactive") this.transition(alert, "inactive", time);
  }

  private transition(alert: ActiveAlert, to: AlertState, time: number): void {
    const from = alert.state;
    alert.state = to;
    this.onTransition(alert, from, to, time);
  }
}

/** Builds the labels of alerts: those of the sample without its name, and those of the rule. */
class AlertLabels {
  private readonly rule: PreparedRule;
  private readonly hasNoTemplates: boolean;
  /** Memoises labels by sample, if the rule's labels have no templates. */
  private readonly cache = new Map<string, Metric>();

  constructor(rule: PreparedRule) {
    this.rule = rule;
    this.hasNoTemplates = rule.labels.every(([, text]) => !text.includes("{{"));
  }

  labelsFor(metric: Metric, expand: ExpandTemplate): Metric {
    if (!this.hasNoTemplates) return this.build(metric, expand);
    let labels = this.cache.get(metric.key);
    if (!labels) {
      labels = this.build(metric, expand);
      this.cache.set(metric.key, labels);
    }
    return labels;
  }

  private build({ names, values }: Metric, expand: ExpandTemplate): Metric {
    const labels = new Map(names.map((name, index) => [name, values[index]!]));
    labels.delete(metricNameLabel);
    for (const [name, text] of this.rule.labels) labels.set(name, expand(text));
    labels.set("alertname", this.rule.name);
    return createMetric(labels);
  }
}

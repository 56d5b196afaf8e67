import { type Metric, metricNameLabel, metricOf, type VectorSample } from "../../promql/evaluate/index.js";
import type { ActiveAlert } from "./active-alert.js";
import type { AlertState } from "./alert.js";
import { AlertSeries } from "./alert-series.js";
import { type ExpandTemplate, templateExpander } from "./alert-templates.js";
import type { PreparedRule } from "./prepared-rule.js";
import type { RuleContext } from "./rule-context.js";
import type { OutputSample, RuleOutput } from "./rule-output.js";
import type { RuleVector } from "./rule-query.js";

/** How long a resolved alert is kept, and told of again and again, in case nobody heard. */
const resolvedRetention = 15 * 60_000;

/** Where an alerting rule tells of the changes of its alerts. */
export type OnTransition = (alert: ActiveAlert, from: AlertState, to: AlertState, at: number) => void;

/** The alerts of one rule, and how they change with what its expression gives. */
export class AlertStateMachine {
  private readonly rule: PreparedRule;
  private readonly surroundings: RuleContext;
  private readonly limit: number;
  private readonly onTransition: OnTransition;
  private readonly series: AlertSeries;
  private readonly labels: AlertLabels;
  private readonly hasAnnotationQueries: boolean;
  private alerts = new Map<string, ActiveAlert>();

  constructor(
    rule: PreparedRule,
    surroundings: RuleContext,
    options: { written: RuleOutput; limit: number; onTransition: OnTransition },
  ) {
    this.rule = rule;
    this.surroundings = surroundings;
    this.limit = options.limit;
    this.onTransition = options.onTransition;
    this.series = new AlertSeries(rule, options.written);
    this.labels = new AlertLabels(rule);
    this.hasAnnotationQueries = rule.annotations.some(([, text]) => text.includes("query"));
  }

  /** All alerts, those lately resolved among them. */
  all(): Iterable<ActiveAlert> {
    return this.alerts.values();
  }

  /**
   * Takes what the expression gives at a time into account; tells what went wrong. The samples are of `sampleTime`, which
   * is earlier where the group looks back.
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

  /** The alerts that the samples stand for, new ones pending; undefined when two have the same labels. */
  private raiseAlerts(samples: readonly VectorSample[], time: number): Map<string, ActiveAlert> | undefined {
    const found = new Map<string, ActiveAlert>();
    for (const sample of samples) {
      const expand = templateExpander(this.rule.name, sample, time, this.surroundings);
      const metric = this.labels.labelsFor(sample.metric, expand);
      if (found.has(metric.key)) return undefined;
      const annotations = this.annotations(expand);
      found.set(metric.key, {
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
    for (const [key, alert] of found) this.raiseAlert(key, alert, time);
    return found;
  }

  private raiseAlert(key: string, alert: ActiveAlert, time: number): void {
    const known = this.alerts.get(key);
    if (known && known.state !== "inactive") {
      known.value = alert.value;
      known.annotations = alert.annotations;
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
    // What a template queries may be otherwise by the time somebody reads the annotations.
    if (this.hasAnnotationQueries) annotations();
    return annotations;
  }

  /** Lets alerts fire and resolve, and collects the samples that tell of them; counts those that are not resolved. */
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

/** The labels of alerts: those of the series, without its name, and those of the rule. */
class AlertLabels {
  private readonly rule: PreparedRule;
  private readonly hasNoTemplates: boolean;
  /** Labels without templates are the same every time. */
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
    return metricOf(labels);
  }
}

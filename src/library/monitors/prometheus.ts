import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove, redBelow } from "../../panels/options/thresholds.js";
import { limitShape, prometheusShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { PrometheusServer } from "../exporters/monitors/prometheus.js";
import { type InstanceOptions, instanceSignal, server } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

export interface PrometheusPanelOptions extends InstanceOptions {
  /**
   * The number of series in memory from which their panel is red.
   *
   * @default no limit
   */
  readonly seriesLimit?: Varying<number>;
}

const prometheusPanelOptions = {
  where: matchersShape,
  seriesLimit: limitShape,
} as const satisfies OptionTable<PrometheusPanelOptions>;

const ofGroup = ["instance", "rule_group"] as const;

/**
 * The share of evaluations of rules that failed, by group. An alert whose evaluation fails does not fire.
 *
 * @example
 * prometheusRuleFailures(prometheus).above(0)
 */
export function prometheusRuleFailures(prometheus: PrometheusServer, options: InstanceOptions = {}): Signal {
  const origin = checkPrometheus("prometheusRuleFailures(…)", prometheus, options);
  const failed = prometheus.rules.failures.where({ ...options.where });
  const all = prometheus.rules.evaluations.where({ ...options.where });
  const evaluations = promql`sum by (${ofGroup}) (rate(${all}[${window}]))`;
  return instanceSignal(origin, "ruleFailures", [failed, all], {
    by: ofGroup,
    title: "Failed rules",
    description: "Share of the evaluations of each group of rules that failed. Alerts among them cannot fire.",
    unit: "percentunit",
    max: 1,
    query: promql`sum by (${ofGroup}) (rate(${failed}[${window}])) / ${evaluations}`,
    traffic: evaluations,
  });
}

/**
 * The time that a group of rules needs, as a share of its interval. Above 1, evaluations are skipped.
 *
 * @example
 * prometheusRuleTime(prometheus).above(0.8)
 */
export function prometheusRuleTime(prometheus: PrometheusServer, options: InstanceOptions = {}): Signal {
  const origin = checkPrometheus("prometheusRuleTime(…)", prometheus, options);
  const duration = prometheus.rules.lastDuration.where({ ...options.where });
  const interval = prometheus.rules.interval.where({ ...options.where });
  return instanceSignal(origin, "ruleTime", [duration, interval], {
    by: ofGroup,
    title: "Time of rules",
    description:
      "Time that each group of rules needs, as a share of its interval. Above 100 % evaluations are skipped.",
    unit: "percentunit",
    query: promql`max by (${ofGroup}) (${duration}) / max by (${ofGroup}) (${interval})`,
  });
}

/**
 * The alerts that Prometheus gives up before any Alertmanager has them, per minute. Nobody is notified of them.
 *
 * @example
 * prometheusDroppedAlerts(prometheus).above(0)
 */
export function prometheusDroppedAlerts(prometheus: PrometheusServer, options: InstanceOptions = {}): Signal {
  const origin = checkPrometheus("prometheusDroppedAlerts(…)", prometheus, options);
  const dropped = prometheus.notifications.dropped.where({ ...options.where });
  return instanceSignal(origin, "rate per minute", [dropped], {
    title: "Dropped alerts",
    description: "Alerts per minute that Prometheus gives up: nobody is notified of them.",
    unit: "opm",
    query: promql`60 * sum by (${server}) (rate(${dropped}[${window}]))`,
  });
}

/**
 * The series in memory. They take most of the memory of Prometheus.
 *
 * @example
 * prometheusSeries(prometheus).above(2_000_000)
 */
export function prometheusSeries(prometheus: PrometheusServer, options: InstanceOptions = {}): Signal {
  const origin = checkPrometheus("prometheusSeries(…)", prometheus, options);
  const series = prometheus.storage.series.where({ ...options.where });
  return instanceSignal(origin, "max", [series], {
    title: "Series in memory",
    description: "Series in memory. They take most of the memory of Prometheus.",
    unit: "short",
    query: promql`max by (${server}) (${series})`,
  });
}

/**
 * 1 if Prometheus could read its configuration when it last loaded it, 0 if not: it then works with the one before.
 *
 * @example
 * prometheusConfigLoaded(prometheus).below(1)
 */
export function prometheusConfigLoaded(prometheus: PrometheusServer, options: InstanceOptions = {}): Signal {
  const origin = checkPrometheus("prometheusConfigLoaded(…)", prometheus, options);
  const loaded = prometheus.configReloaded.where({ ...options.where });
  return instanceSignal(origin, "min", [loaded], {
    title: "Configuration of Prometheus",
    description: "1 if Prometheus could read its configuration, 0 if it still works with the one before.",
    unit: "short",
    max: 1,
    query: promql`min by (${server}) (${loaded})`,
  });
}

/**
 * Panels of Prometheus itself: rules that fail or take too long, alerts that are dropped, series in memory, and its
 * configuration.
 *
 * @example
 * row("Prometheus", prometheusPanels(prometheus, { seriesLimit: 2_000_000 }))
 */
export function prometheusPanels(
  prometheus: PrometheusServer,
  options: PrometheusPanelOptions = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("prometheusPanels(…)", [
    ["prometheus", prometheus, required(prometheusShape)],
    ["options", options, object(prometheusPanelOptions)],
  ]);
  const { where, seriesLimit } = options;
  const selection: InstanceOptions = where === undefined ? {} : { where };
  const panels = [
    linePanel(prometheusRuleFailures(prometheus, selection), redAbove(0.01)),
    linePanel(prometheusRuleTime(prometheus, selection), redAbove(1, { warn: 0.8 })),
    linePanel(prometheusDroppedAlerts(prometheus, selection), redAbove(0.01)),
    linePanel(prometheusSeries(prometheus, selection), seriesLimit === undefined ? undefined : redAbove(seriesLimit)),
    linePanel(prometheusConfigLoaded(prometheus, selection), redBelow(1)),
  ];
  return withOrigin(panels, origin);
}

function checkPrometheus(call: string, prometheus: PrometheusServer, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["prometheus", prometheus, required(prometheusShape)],
    ["options", options, selectingShape],
  ]);
}

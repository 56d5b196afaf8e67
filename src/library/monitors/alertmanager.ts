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
import { alertmanagerShape, limitShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Alertmanager } from "../exporters/monitors/alertmanager.js";
import { type InstanceOptions, instanceSignal, server } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

export interface AlertmanagerPanelOptions extends InstanceOptions {
  /**
   * The share of notifications that fail from which their panel is red.
   *
   * @default 0.01
   */
  readonly failedLimit?: Varying<number>;
}

const alertmanagerPanelOptions = {
  where: matchersShape,
  failedLimit: limitShape,
} as const satisfies OptionTable<AlertmanagerPanelOptions>;

const ofIntegration = ["instance", "integration"] as const;

/**
 * The share of notifications that failed, by integration: `slack`, `pagerduty`, … It has no result while nothing is sent.
 *
 * @example
 * alertmanagerFailedNotifications(alertmanager).above(0.01)
 */
export function alertmanagerFailedNotifications(alertmanager: Alertmanager, options: InstanceOptions = {}): Signal {
  const origin = checkAlertmanager("alertmanagerFailedNotifications(…)", alertmanager, options);
  const failed = alertmanager.notifications.failed.where({ ...options.where });
  const all = alertmanager.notifications.sent.where({ ...options.where });
  const notifications = promql`sum by (${ofIntegration}) (rate(${all}[${window}]))`;
  return instanceSignal(origin, "failedNotifications", [failed, all], {
    by: ofIntegration,
    title: "Failed notifications",
    description: "Share of the notifications that failed, by integration. Empty while nothing is sent.",
    unit: "percentunit",
    max: 1,
    query: promql`sum by (${ofIntegration}) (rate(${failed}[${window}])) / (${notifications} > 0)`,
    traffic: notifications,
  });
}

/**
 * 1 if Alertmanager could read its configuration when it last loaded it, 0 if not: it then works with the one before.
 *
 * @example
 * alertmanagerConfigLoaded(alertmanager).below(1)
 */
export function alertmanagerConfigLoaded(alertmanager: Alertmanager, options: InstanceOptions = {}): Signal {
  const origin = checkAlertmanager("alertmanagerConfigLoaded(…)", alertmanager, options);
  const loaded = alertmanager.configReloaded.where({ ...options.where });
  return instanceSignal(origin, "min", [loaded], {
    title: "Configuration of Alertmanager",
    description: "1 if Alertmanager could read its configuration, 0 if it still works with the one before.",
    unit: "short",
    max: 1,
    query: promql`min by (${server}) (${loaded})`,
  });
}

/**
 * The members of the cluster that an instance has lost. Instances that do not know each other send each notification again.
 * One that was replaced at another address counts until `--cluster.reconnect-timeout`, six hours by default.
 *
 * @example
 * alertmanagerLostPeers(alertmanager).above(0)
 */
export function alertmanagerLostPeers(alertmanager: Alertmanager, options: InstanceOptions = {}): Signal {
  const origin = checkAlertmanager("alertmanagerLostPeers(…)", alertmanager, options);
  const lost = alertmanager.cluster.failedPeers.where({ ...options.where });
  return instanceSignal(origin, "max", [lost], {
    title: "Lost peers",
    description: "Members of the cluster that each instance has lost. Notifications of both sides are sent twice.",
    unit: "short",
    query: promql`max by (${server}) (${lost})`,
  });
}

/**
 * Panels of Alertmanager itself: notifications that fail, lost peers, and its configuration.
 *
 * @example
 * row("Alertmanager", alertmanagerPanels(alertmanager))
 */
export function alertmanagerPanels(
  alertmanager: Alertmanager,
  options: AlertmanagerPanelOptions = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("alertmanagerPanels(…)", [
    ["alertmanager", alertmanager, required(alertmanagerShape)],
    ["options", options, object(alertmanagerPanelOptions)],
  ]);
  const { where, failedLimit = 0.01 } = options;
  const selection: InstanceOptions = where === undefined ? {} : { where };
  const panels = [
    linePanel(alertmanagerFailedNotifications(alertmanager, selection), redAbove(failedLimit), "Nothing is sent"),
    linePanel(alertmanagerLostPeers(alertmanager, selection), redAbove(1)),
    linePanel(alertmanagerConfigLoaded(alertmanager, selection), redBelow(1)),
  ];
  return withOrigin(panels, origin);
}

function checkAlertmanager(call: string, alertmanager: Alertmanager, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["alertmanager", alertmanager, required(alertmanagerShape)],
    ["options", options, selectingShape],
  ]);
}

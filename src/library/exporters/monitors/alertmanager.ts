import { histogram } from "../../../model/metric/histogram.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";

/** A service with the metrics of Alertmanager. */
export type Alertmanager = ExposedMetrics<ReturnType<typeof alertmanagerMetrics>>;

/** The reasons for which a notification fails. */
const failureReasons = ["clientError", "serverError", "contextCanceled", "contextDeadlineExceeded", "other"] as const;

/**
 * The metrics of Alertmanager: the alerts it gets, and the notifications it sends.
 *
 * @example
 * export const alertmanager = shop.service("alertmanager", alertmanagerMetrics());
 */
export function alertmanagerMetrics() {
  const integration = { integration: 15 } as const;
  return {
    exporter: true,
    port: 9093,
    labels: {},
    build: info("alertmanager_build_info", {
      help: "Version of Alertmanager",
      labels: { version: 2, revision: 2, branch: 1, goversion: 2, goos: 1, goarch: 1, tags: 1 },
    }),
    configReloaded: gauge("alertmanager_config_last_reload_successful", {
      help: "1 if Alertmanager could read its configuration",
      unit: "short",
    }),
    configHash: gauge("alertmanager_config_hash", { help: "Hash of the configuration", unit: "short" }),
    alerts: gauge("alertmanager_alerts", {
      help: "Alerts, by their state",
      unit: "short",
      labels: { state: ["active", "suppressed", "unprocessed"] },
    }),
    received: counter("alertmanager_alerts_received_total", {
      help: "Alerts received",
      unit: "short",
      labels: { status: ["firing", "resolved"], version: 1 },
    }),
    invalid: counter("alertmanager_alerts_invalid_total", {
      help: "Alerts received that are invalid",
      unit: "short",
      labels: { version: 1 },
    }),
    silences: gauge("alertmanager_silences", {
      help: "Silences, by their state",
      unit: "short",
      labels: { state: ["active", "pending", "expired"] },
    }),
    notifications: {
      sent: counter("alertmanager_notifications_total", {
        help: "Attempts to send a notification",
        unit: "short",
        labels: integration,
      }),
      failed: counter("alertmanager_notifications_failed_total", {
        help: "Attempts to send a notification that failed",
        unit: "short",
        labels: { ...integration, reason: failureReasons },
      }),
      latency: histogram("alertmanager_notification_latency_seconds", {
        help: "Time to send a notification",
        labels: integration,
        buckets: [1, 5, 10, 15, 20],
      }),
    },
    cluster: {
      members: gauge("alertmanager_cluster_members", { help: "Members of the cluster", unit: "short" }),
      failedPeers: gauge("alertmanager_cluster_failed_peers", { help: "Members that are gone", unit: "short" }),
    },
    runtime: goMetrics(),
  };
}

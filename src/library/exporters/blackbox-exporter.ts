import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of blackbox_exporter's probes. */
export type BlackboxExporter = ExposedMetrics<ReturnType<typeof blackboxExporter>>;

/** The approximate number of probes. */
export interface ProbeSize {
  /** Addresses that are probed. @default 5 */
  readonly targets?: number;
}

const probeSizeOptions = { targets: number } as const satisfies OptionTable<ProbeSize>;

/**
 * The metrics of blackbox_exporter's probes under `/probe`: whether an address answers, how fast, and how long its
 * certificate is valid. By convention relabelling puts the address into `instance`. A probe has only the metrics of its
 * kind, such as `http` or `dns`.
 *
 * @example
 * export const probes = shop.service("blackbox", blackboxExporter({ targets: 3 }));
 */
export function blackboxExporter(size: ProbeSize = {}) {
  requireArguments("blackboxExporter(…)", [["size", size, object(probeSizeOptions)]]);
  return {
    exporter: true,
    port: 9115,
    labels: { instance: size.targets ?? 5 },
    success: gauge("probe_success", { help: "1 if the address answered as it should", unit: "short" }),
    duration: gauge("probe_duration_seconds", { help: "Time that a probe took" }),
    dnsTime: gauge("probe_dns_lookup_time_seconds", { help: "Time that the DNS lookup took" }),
    addressVersion: gauge("probe_ip_protocol", { help: "4 for IPv4, 6 for IPv6", unit: "short" }),
    http: {
      status: gauge("probe_http_status_code", { help: "Status of the response; 0 if there was none", unit: "short" }),
      phases: gauge("probe_http_duration_seconds", {
        help: "Time of each phase of a request",
        labels: { phase: ["resolve", "connect", "tls", "processing", "transfer"] },
      }),
      encrypted: gauge("probe_http_ssl", { help: "1 if the last redirect led to HTTPS", unit: "short" }),
      redirects: gauge("probe_http_redirects", { help: "Redirects that were followed", unit: "short" }),
      length: gauge("probe_http_content_length", { help: "Length of the response", unit: "bytes" }),
      failedRegex: gauge("probe_failed_due_to_regex", {
        help: "1 if the content was not as expected",
        unit: "short",
      }),
    },
    certificateExpiry: gauge("probe_ssl_earliest_cert_expiry", {
      help: "Time at which the first certificate of the chain expires",
      unit: "s",
    }),
    configReloaded: gauge("blackbox_exporter_config_last_reload_successful", {
      help: "1 if the exporter could read its configuration",
      unit: "short",
    }),
  };
}

import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a configuration of Prometheus, and of its web configuration. */
export const prometheusConfigFindings = {
  "prometheus/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type." },
  "prometheus/unknown-field": {
    severity: "error",
    sentence: "The targeted Prometheus does not know a field, and does not start.",
  },
  "prometheus/invalid-value": { severity: "error", sentence: "Prometheus does not accept the value of a field." },
  "prometheus/invalid-url": { severity: "error", sentence: "A URL cannot be parsed, or lacks its host." },
  "prometheus/missing-field": { severity: "error", sentence: "A required field is missing." },
  "prometheus/exclusive-fields": { severity: "error", sentence: "Fields are set that exclude each other." },
  "prometheus/empty-section": { severity: "error", sentence: "An item of a list is empty." },
  "prometheus/duplicate-name": {
    severity: "error",
    sentence: "Two jobs, or two remote storages, have the same name.",
  },
  "prometheus/relabelling": { severity: "error", sentence: "Prometheus refuses a relabelling rule." },
  "prometheus/timeout-over-interval": {
    severity: "error",
    sentence: "A scrape may take longer than the interval between two scrapes.",
  },
  "prometheus/target": {
    severity: "error",
    sentence: "A target is a URL, where Prometheus expects a host and a port.",
  },
} as const satisfies FindingTable;

type PrometheusConfigFindings = typeof prometheusConfigFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends PrometheusConfigFindings {}
}

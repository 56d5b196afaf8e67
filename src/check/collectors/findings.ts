import type { FindingTable } from "../../diagnostics/finding.js";

/** Defects of manifests and of the configurations of collectors, which their programs accept. */
export const collectorFindings = {
  "alloy/every-node": { severity: "warning", sentence: "Each pod of a DaemonSet scrapes the pods of all nodes." },
  "alloy/no-cri-stage": {
    severity: "warning",
    sentence: "Logs of containers are read from files, but not parsed as the container runtime writes them.",
  },
  "alloy/personal-label": {
    severity: "warning",
    sentence: "A label of logs or metrics identifies a person or a request.",
  },
  "alloy/every-pod-label": {
    severity: "warning",
    sentence: "Every label of a pod becomes a label of its metrics or logs.",
  },
  "alloy/split-traces": {
    severity: "warning",
    sentence: "Tail sampling runs where only a part of each trace arrives.",
  },
  "manifest/dangling-reference": {
    severity: "warning",
    sentence: "A name in an object leads to nothing: an object, a key, a volume or a port.",
  },
  "manifest/end-of-life": { severity: "warning", sentence: "An image is of a program that is no longer maintained." },
  "manifest/floating-image": { severity: "warning", sentence: "An image is not pinned by a version." },
  "manifest/host-port-clash": {
    severity: "warning",
    sentence: "Two services of a compose file publish the same port.",
  },
  "manifest/selects-nothing": { severity: "warning", sentence: "A Service selects the pods of no workload." },
  "manifest/split-data": {
    severity: "warning",
    sentence: "A Service spreads queries over replicas of Prometheus, each with data of its own.",
  },
  "manifest/plain-secret": { severity: "warning", sentence: "A password or token stands in a manifest in plain text." },
  "otel-collector/unknown-component": {
    severity: "error",
    sentence: "A pipeline of an OpenTelemetry collector names a component that is not defined.",
  },
  "otel-collector/unused-component": {
    severity: "warning",
    sentence: "A component of an OpenTelemetry collector is in no pipeline.",
  },
  "prometheus/doubled-pods": {
    severity: "warning",
    sentence: "Pods that one job discovers are scraped by another job through their Service.",
  },
  "prometheus/long-interval": {
    severity: "warning",
    sentence: "Targets are scraped less often than every five minutes, so that their series have gaps.",
  },
  "prometheus/replica-label": {
    severity: "warning",
    sentence: "Replicas of Prometheus send alerts with different labels, so that each is notified once per replica.",
  },
} as const satisfies FindingTable;

type CollectorFindings = typeof collectorFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends CollectorFindings {}
}

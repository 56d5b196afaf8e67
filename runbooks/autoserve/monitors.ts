import { eventRate, type Runbook } from "telltale";
import { fluentBit, jaeger } from "../../systems/autoserve/monitors.js";

export const metricsMissing: Runbook = {
  meaning: "For ten minutes, an exporter has not answered Prometheus, or Prometheus has no target for it.",
  impact: "None for users. But alerts on its metrics can neither fire nor resolve, and panels are empty.",
  diagnosis: [
    {
      text: "What does Prometheus say of its targets? The page has the error of each scrape: http://localhost:9090/targets.",
      command: "kubectl port-forward svc/prometheus -n monitoring 9090:9090",
    },
    { text: "Does the exporter run?", command: "kubectl get pods -n monitoring" },
    {
      text: "Are its pods found? Those of the services have annotations.",
      command: "kubectl get pods -n autoserve-prod -o yaml | grep prometheus.io",
    },
  ],
  mitigation: ["Repair the scrape job, or start the exporter. What was not scraped meanwhile is lost."],
};

export const logsMissing: Runbook = {
  meaning: "For ten minutes, Fluent Bit has lost log lines, or does not answer.",
  impact: "None for users. But whoever looks for an error does not find its lines.",
  diagnosis: [
    { text: "Does it lose lines?", query: eventRate(fluentBit.dropped) },
    { text: "Does it send any?", query: eventRate(fluentBit.sent) },
    { text: "What does it say?", command: "kubectl logs -f daemonset/fluent-bit -n monitoring" },
    {
      text: "Does Loki answer? Fluent Bit's image may have no curl; any pod of the namespace will do.",
      command:
        "kubectl run -n monitoring -it --rm --restart=Never --image=curlimages/curl check -- http://loki:3100/ready",
    },
  ],
  mitigation: [
    "If Loki refuses lines, its log has the limit that they exceed: fewer labels are better than a higher limit.",
    { text: "If Fluent Bit hangs, restart it.", command: "kubectl rollout restart daemonset/fluent-bit -n monitoring" },
  ],
};

export const tracesMissing: Runbook = {
  meaning: "For ten minutes, Jaeger has refused spans, or does not answer.",
  impact: "None for users. But whoever looks for a slow request does not find its trace.",
  diagnosis: [
    { text: "Does it receive any?", query: eventRate(jaeger.spans.accepted) },
    { text: "Does it refuse any?", query: eventRate(jaeger.spans.refused) },
    { text: "What does it say?", command: "kubectl logs -f deployment/jaeger -n monitoring" },
    {
      text: "Are traces sampled? A sampler that is off sends none, and Jaeger is well.",
      command: "kubectl get deployments -n autoserve-prod -o yaml | grep -A1 OTEL_",
    },
  ],
  mitigation: [
    "If its memory is full, keep fewer traces. They are in memory only: a restart loses all of them.",
    "If services still use the exporter `jaeger.thrift`, change it to OTLP: it has been removed from OpenTelemetry.",
  ],
};

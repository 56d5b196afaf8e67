import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a rule file that Prometheus refuses or reads differently from what it says. */
export const ruleFileFindings = {
  "rules/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type." },
  "rules/unknown-field": {
    severity: "error",
    sentence: "The targeted Prometheus does not know a field, and refuses the file.",
  },
  "rules/invalid-duration": {
    severity: "error",
    sentence: "A duration is not in Prometheus' format, such as 5m or 1h30m.",
  },
  "rules/missing-group-name": { severity: "error", sentence: "A group has no name." },
  "rules/duplicate-group": { severity: "error", sentence: "Two groups in one file have the same name." },
  "rules/missing-name": { severity: "error", sentence: "A rule has neither alert nor record." },
  "rules/alert-and-record": { severity: "error", sentence: "A rule sets both `alert` and `record`." },
  "rules/missing-expr": { severity: "error", sentence: "A rule has no expression." },
  "rules/invalid-recording-name": {
    severity: "error",
    sentence: "The name of a recording rule is not a valid metric name.",
  },
  "rules/field-of-alerts": {
    severity: "error",
    sentence: "A recording rule has a field that only alerting rules have.",
  },
  "rules/invalid-label-name": {
    severity: "error",
    sentence: "The targeted Prometheus does not accept the name of a label.",
  },
  "rules/invalid-annotation-name": {
    severity: "error",
    sentence: "The targeted Prometheus does not accept the name of an annotation.",
  },
  "rules/duplicate-rules": {
    severity: "warning",
    sentence:
      "Two rules have the same name and labels, so their series can collide. Info where they select different series.",
  },
  "rules/manifest": {
    severity: "error",
    sentence: "A PrometheusRule manifest has the wrong apiVersion.",
  },
  "rules/unread-document": {
    severity: "warning",
    sentence: "Prometheus reads only the first YAML document of a rule file.",
  },
  "rules/ignored-by-loki": {
    severity: "warning",
    sentence: "A rule or a group has a field that Loki's ruler ignores.",
  },
  "rules/mixed-languages": {
    severity: "error",
    sentence: "Some expressions of a rule file are PromQL, others LogQL.",
  },
  "rules/alias-as-text": {
    severity: "warning",
    sentence: "Before 3.3, Prometheus reads a YAML alias in alert, record or expr as the anchor's name.",
  },
} as const satisfies FindingTable;

type RuleFileFindings = typeof ruleFileFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends RuleFileFindings {}
}

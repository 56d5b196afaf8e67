import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of an Alertmanager configuration. */
export const alertmanagerFindings = {
  "alertmanager/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type." },
  "alertmanager/unknown-field": {
    severity: "error",
    sentence: "The targeted Alertmanager does not know a field, and refuses the file.",
  },
  "alertmanager/invalid-duration": {
    severity: "error",
    sentence: "A duration is not in Alertmanager's format, such as 5m or 1h30m.",
  },
  "alertmanager/invalid-url": {
    severity: "error",
    sentence: "A URL or a host:port address is not valid.",
  },
  "alertmanager/missing-route": { severity: "error", sentence: "The root route or its receiver is missing." },
  "alertmanager/root-route": {
    severity: "error",
    sentence: "The root route must match every alert: it cannot have matchers, continue or time intervals.",
  },
  "alertmanager/undefined-receiver": { severity: "error", sentence: "A route names a receiver that is not defined." },
  "alertmanager/undefined-time-interval": {
    severity: "error",
    sentence: "A route names a time interval that is not defined.",
  },
  "alertmanager/zero-interval": { severity: "error", sentence: "group_interval or repeat_interval is zero." },
  "alertmanager/group-by": {
    severity: "error",
    sentence: "group_by has an invalid or duplicate label, or other labels beside `...`.",
  },
  "alertmanager/matcher": { severity: "error", sentence: "A matcher cannot be parsed." },
  "alertmanager/ambiguous-matcher": {
    severity: "warning",
    sentence: "A later Alertmanager will read a matcher differently.",
  },
  "alertmanager/invalid-label-name": {
    severity: "error",
    sentence: "The targeted Alertmanager does not accept a label name.",
  },
  "alertmanager/missing-name": { severity: "error", sentence: "A receiver or time interval has no name." },
  "alertmanager/duplicate-name": { severity: "error", sentence: "Two receivers or time intervals have the same name." },
  "alertmanager/missing-field": {
    severity: "error",
    sentence: "A required field is missing.",
  },
  "alertmanager/exclusive-fields": { severity: "error", sentence: "Two mutually exclusive fields are set." },
  "alertmanager/invalid-value": {
    severity: "error",
    sentence: "Alertmanager does not accept the value of a field.",
  },
  "alertmanager/time-interval": {
    severity: "error",
    sentence: "A range in a time interval is malformed, empty or out of bounds.",
  },
} as const satisfies FindingTable;

type AlertmanagerFindings = typeof alertmanagerFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends AlertmanagerFindings {}
}

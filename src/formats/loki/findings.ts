import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a configuration of Loki. */
export const lokiFindings = {
  "loki/unknown-field": { severity: "error", sentence: "Loki does not know a field, and does not start." },
  "loki/ignored-field": {
    severity: "warning",
    sentence: "Loki ignores a field of `limits_config` that it does not know.",
  },
  "loki/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type." },
  "loki/invalid-value": {
    severity: "error",
    sentence: "Loki refuses the value of a field, or a combination of values.",
  },
  "loki/no-retention": {
    severity: "warning",
    sentence: "A retention period is set, but the compactor does not delete anything.",
  },
  "loki/schema": {
    severity: "error",
    sentence: "`schema_config` is missing, or does not fit the storage or the limits.",
  },
  "loki/retention": {
    severity: "error",
    sentence: "The settings of retention contradict each other, or delete nothing.",
  },
} as const satisfies FindingTable;

type LokiFindings = typeof lokiFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends LokiFindings {}
}

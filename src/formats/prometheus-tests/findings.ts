import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a file of rule tests. */
export const testFileFindings = {
  "test-file/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type." },
  "test-file/unknown-field": {
    severity: "error",
    sentence: "promtool does not know a field, and refuses the file.",
  },
  "test-file/newer-field": {
    severity: "error",
    sentence: "A field needs a later release than the targeted one.",
  },
  "test-file/invalid-duration": {
    severity: "error",
    sentence: "A duration is not in Prometheus' format, such as 5m or 1h30m.",
  },
  "test-file/invalid-time": {
    severity: "error",
    sentence: "start_timestamp is neither a Unix timestamp nor an RFC 3339 time such as 2026-01-31T12:00:00Z.",
  },
  "test-file/invalid-series": {
    severity: "error",
    sentence: "A series or its values are not in promtool's notation.",
  },
  "test-file/invalid-lines": {
    severity: "error",
    sentence: "A log stream or its lines are not in the notation of tests.",
  },
  "test-file/newer-notation": {
    severity: "error",
    sentence: "The test has native histograms, which the targeted promtool cannot read.",
  },
  "test-file/too-many-values": {
    severity: "error",
    sentence: "The series or the logs of a test have too many values or lines to hold in memory.",
  },
  "test-file/invalid-labels": {
    severity: "error",
    sentence: "The labels of an expected sample are not in promtool's notation.",
  },
  "test-file/invalid-histogram": {
    severity: "error",
    sentence: "An expected histogram is not in promtool's notation.",
  },
  "test-file/missing-alertname": {
    severity: "error",
    sentence: "An item of alert_rule_test has no alertname.",
  },
  "test-file/missing-expr": { severity: "error", sentence: "An item of promql_expr_test has no expression." },
  "test-file/wrong-result": {
    severity: "error",
    sentence:
      "An expression returns a range vector, a string or log lines; tests compare only instant vectors and scalars.",
  },
  "test-file/duplicate-group": { severity: "error", sentence: "group_eval_order names a group twice." },
  "test-file/unread-series": {
    severity: "warning",
    sentence: "promtool ignores the series after an empty line, such as the one that ends a block of text.",
  },
  "test-file/duplicate-series": {
    severity: "warning",
    sentence: "A series is defined twice; promtool uses only the last one.",
  },
  "test-file/no-interval": {
    severity: "warning",
    sentence: "Before 2.49, a test without an interval puts all values of a series at its start.",
  },
  "test-file/bad-pattern": { severity: "error", sentence: "A glob pattern in rule_files is malformed." },
  "test-file/no-rule-file": {
    severity: "warning",
    sentence: "No rule file matches a pattern in rule_files; promtool runs the tests without it.",
  },
  "test-file/unread-document": {
    severity: "warning",
    sentence: "promtool reads only the first YAML document of a test file.",
  },
} as const satisfies FindingTable;

type TestFileFindings = typeof testFileFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends TestFileFindings {}
}

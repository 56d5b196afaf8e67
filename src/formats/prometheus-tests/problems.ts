/** What can be wrong with a file of rule tests: every id with one line of explanation. */
export const testFileProblems = {
  "test-file/wrong-type": "A field has a value of the wrong type.",
  "test-file/unknown-field": "promtool does not know a field, and refuses the file.",
  "test-file/newer-field": "A field needs a later release than the targeted one.",
  "test-file/invalid-duration": "A duration is not in Prometheus' format, such as 5m or 1h30m.",
  "test-file/invalid-time":
    "start_timestamp is neither a Unix timestamp nor an RFC 3339 time such as 2026-01-31T12:00:00Z.",
  "test-file/invalid-series": "A series or its values are not in promtool's notation.",
  "test-file/newer-notation": "The test has native histograms, which the targeted promtool cannot read.",
  "test-file/too-many-values": "The series of a test have too many values to hold in memory.",
  "test-file/invalid-labels": "The labels of an expected sample are not in promtool's notation.",
  "test-file/invalid-histogram": "An expected histogram is not in promtool's notation.",
  "test-file/missing-alertname": "An item of alert_rule_test has no alertname.",
  "test-file/missing-expr": "An item of promql_expr_test has no expression.",
  "test-file/wrong-result":
    "An expression returns a range vector or a string; promtool compares only instant vectors and scalars.",
  "test-file/duplicate-group": "group_eval_order names a group twice.",
  "test-file/unread-series":
    "promtool ignores the series after an empty line, such as the one that ends a block of text.",
  "test-file/duplicate-series": "A series is defined twice; promtool uses only the last one.",
  "test-file/no-interval": "Before 2.49, a test without an interval puts all values of a series at its start.",
  "test-file/bad-pattern": "A glob pattern in rule_files is malformed.",
  "test-file/no-rule-file": "No rule file matches a pattern in rule_files; promtool runs the tests without it.",
  "test-file/unread-document": "promtool reads only the first YAML document of a test file.",
} as const;

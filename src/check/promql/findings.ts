import type { FindingTable } from "../../diagnostics/finding.js";

/** The checks of expressions in PromQL. */
export const promqlFindings = {
  "promql/aggregated-quantile": {
    severity: "warning",
    sentence: "`avg()`, `sum()` or the like merges quantiles of several series.",
  },
  "promql/counter-without-rate": {
    severity: "warning",
    sentence:
      "An expression uses the raw value of a counter, without `rate()`. Info in panels, and where only the name suggests a counter.",
  },
  "promql/delta-on-counter": {
    severity: "warning",
    sentence: "`delta()`, `idelta()` or `deriv()` is applied to a counter. Info where only the name suggests one.",
  },
  "promql/division-by-zero-gauge": {
    severity: "warning",
    sentence: "A rule divides by a gauge that is 0 where no limit is set.",
  },
  "promql/histogram-as-number": {
    severity: "error",
    sentence: "An expression compares a native histogram, computes with it or aggregates it as if it were a number.",
  },
  "promql/nan-without-traffic": {
    severity: "info",
    sentence: "An alert on a ratio below a threshold cannot fire without traffic.",
  },
  "promql/native-as-classic": {
    severity: "error",
    sentence:
      "An expression uses a native histogram like a classic one: by its `_bucket`, `_sum` or `_count`, or by the label `le`.",
  },
  "promql/needless-regex": {
    severity: "info",
    sentence:
      "A regex matcher could be a plain one, because its pattern is a literal value, `.*` or `.+`, or it has anchors, which are implied.",
  },
  "promql/never-matches": {
    severity: "error",
    sentence: "The matchers of a selector contradict each other, so that it selects nothing.",
  },
  "promql/never-true": {
    severity: "error",
    sentence: "A comparison can never hold, because of the values that its sides can have.",
  },
  "promql/not-a-vector": { severity: "error", sentence: "The result of a rule is a range vector or a string." },
  "promql/quantile-needs-le": {
    severity: "error",
    sentence:
      "`histogram_quantile()` gets buckets that have lost their label `le`. Warning if the buckets are not aggregated first; info in panels and in files.",
  },
  "promql/quantile-on-non-histogram": {
    severity: "error",
    sentence:
      "`histogram_quantile()` is applied to series that are not histogram buckets. Warning where only the name suggests it.",
  },
  "promql/range-beyond-retention": {
    severity: "error",
    sentence: "An expression looks back further than Prometheus keeps data.",
  },
  "promql/range-over-a-day": {
    severity: "warning",
    sentence: "An alert or a panel reads raw series over more than a day.",
  },
  "promql/rate-of-aggregate": {
    severity: "error",
    sentence:
      "`rate()`, `irate()`, `increase()` or `resets()` is applied to a sum of counters instead of to each counter.",
  },
  "promql/rate-on-gauge": {
    severity: "error",
    sentence:
      "`rate()`, `irate()`, `increase()` or `resets()` is applied to a gauge. Warning for a recorded rate (`job:requests:rate5m`).",
  },
  "promql/ratio-against-rate": {
    severity: "warning",
    sentence: "An alert about a percentage or an error rate compares a rate per second with a fraction.",
  },
  "promql/regex-in-exact-match": {
    severity: "warning",
    sentence: "`=` or `!=` compares a label with what looks like a regular expression.",
  },
  "promql/self-division": {
    severity: "error",
    sentence: "Series are divided by themselves, which always gives 1, or an operator has two equal operands.",
  },
  "promql/threshold-beyond-buckets": {
    severity: "error",
    sentence: "A quantile is compared with a value above the last bucket of its histogram.",
  },
  "promql/unaggregated-alert": {
    severity: "warning",
    sentence:
      "An alert compares the rate of a counter per replica instead of per service. Info for request counters if there is no catalogue.",
  },
  "promql/unknown-label": {
    severity: "error",
    sentence:
      "A matcher, `by`, `on` or `group_left` names a label that the series cannot have. Warning for `on` if neither side has it.",
  },
  "promql/unknown-label-value": {
    severity: "error",
    sentence: "A matcher compares a label with a value that it never has.",
  },
  "promql/unknown-metric": {
    severity: "error",
    sentence: "An expression names a metric that no service of the system exposes and no rule records.",
  },
  "promql/unmatched-labels": {
    severity: "error",
    sentence:
      "The operands of an operator never match: only one has a label that both are matched by. Warning if that one may lack it too.",
  },
  "promql/unreachable-or": {
    severity: "error",
    sentence: "The right side of `or` never counts, because the left one always has a result.",
  },
  "promql/window-too-short": {
    severity: "warning",
    sentence: "The range of `rate()` or a similar function is shorter than four scrapes.",
  },
} as const satisfies FindingTable;

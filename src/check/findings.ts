import type { FindingTable } from "../diagnostics/finding.js";
import { ruleFileFindings } from "../formats/prometheus/findings.js";
import { routingFindings } from "./alertmanager/findings.js";
import { dashboardFindings } from "./dashboard/findings.js";
import { notificationFindings } from "./notification/findings.js";
import { promqlFindings } from "./promql/findings.js";

/** One entry for each check, sorted by id. */
export const checkFindings = {
  "alert/any-increase": {
    severity: "warning",
    sentence:
      "An alert fires on a single event, because it compares the increase of a counter with 0. Info if `for` is set but shorter than the window.",
  },
  "alert/duplicate": { severity: "warning", sentence: "Two alerts have the same expression and the same `for`." },
  "alert/few-events": {
    severity: "warning",
    sentence: "An alert of severity critical or page fires on a ratio or a quantile of however few events.",
  },
  "alert/no-comparison": {
    severity: "warning",
    sentence:
      "The expression of an alert is not compared with anything, so the alert fires for every series. Info where a matcher may be the condition.",
  },
  "alert/no-for": {
    severity: "warning",
    sentence: "An alert has no `for` and looks at a short window, so a single evaluation fires it.",
  },
  "alert/no-runbook": { severity: "info", sentence: "An alert has no annotation `runbook_url`." },
  "alert/no-severity": { severity: "warning", sentence: "An alert has no label `severity`." },
  "alert/no-summary": {
    severity: "warning",
    sentence: "An alert has no annotation `summary`. Info if it has a `description`, `message` or `title` instead.",
  },
  "alert/quantile-between-buckets": {
    severity: "info",
    sentence:
      "The threshold of an alert on a quantile is inside a bucket of its histogram, where the quantile is a guess.",
  },
  "alert/ratio-without-down": {
    severity: "warning",
    sentence: "An alert on a ratio or a quantile is silent, or resolves, in an outage of its service.",
  },
  "alert/unknown-runbook": { severity: "error", sentence: "An alert names a runbook that does not exist." },
  "alert/unknown-severity": { severity: "error", sentence: "An alert has a severity that no route matches." },
  ...routingFindings,
  "collection/doubled": {
    severity: "error",
    sentence: "Two scrape jobs have the same target, so each of its series exists twice.",
  },
  "collection/drops-no-line": {
    severity: "warning",
    sentence: "A filter of log lines matches none, so nothing is dropped.",
  },
  "collection/drops-read-lines": {
    severity: "error",
    sentence: "A filter drops log lines that a panel, a rule, an SLO, a runbook or a saved link asks for.",
  },
  "collection/drops-used": {
    severity: "error",
    sentence: "A scrape job drops a metric that rules or dashboards use.",
  },
  "collection/end-of-life": {
    severity: "warning",
    sentence: "A component of a collection is at its end of life.",
  },
  "collection/log-label": {
    severity: "warning",
    sentence: "A label of a log stream has many values, or identifies a person or a request.",
  },
  "collection/logs-beyond-retention": {
    severity: "warning",
    sentence: "An expression looks further back than the Loki of a collection keeps lines.",
  },
  "collection/missing-label": {
    severity: "error",
    sentence:
      "A scrape job does not add a label that the series of its service are declared to have, or adds another value.",
  },
  "collection/never-collected": {
    severity: "error",
    sentence: "No job of a collection scrapes a service whose metrics rules or dashboards use.",
  },
  "collection/not-an-exporter": {
    severity: "error",
    sentence: "A scrape job scrapes a server that does not speak Prometheus' format.",
  },
  "collection/plain-secret": {
    severity: "error",
    sentence: "A component of a collection gets a secret in an environment variable.",
  },
  "collection/port-clash": {
    severity: "error",
    sentence: "Two components of a collection publish the same port of the host.",
  },
  "collection/removes-read-field": {
    severity: "error",
    sentence: "A field is removed from log lines that a panel, a rule, a runbook or a saved link reads.",
  },
  "collection/slow-scrape": {
    severity: "warning",
    sentence: "A scrape job is slower than the ranges of expressions on its metrics need.",
  },
  "collection/unpinned-image": {
    severity: "warning",
    sentence: "The image of a component has no version.",
  },
  ...dashboardFindings,
  "logql/bad-stage": {
    severity: "error",
    sentence: "A stage of a log query has an expression, a pattern or a template that does not compile.",
  },
  "logql/late-line-filter": {
    severity: "info",
    sentence: "A line filter stands behind a parser, though it could stand in front of it.",
  },
  "logql/lines-in-rule": {
    severity: "error",
    sentence: "The expression of a rule selects log lines instead of numbers.",
  },
  "logql/never-matches": {
    severity: "error",
    sentence: "Two filters of a log query contradict each other, so that no line passes.",
  },
  "logql/no-comparison": {
    severity: "warning",
    sentence:
      "The expression of an alert on logs is not compared with anything, so the alert fires while there are lines. Info where a filter may be the condition.",
  },
  "logql/unaggregated": {
    severity: "warning",
    sentence: "A log query is counted for every combination of the fields that a parser extracts.",
  },
  "logql/unchecked-error": {
    severity: "warning",
    sentence: "Lines that cannot be parsed or converted make a query fail. Info for `unwrap` in a panel.",
  },
  "logql/unknown-label": {
    severity: "error",
    sentence: "A log query uses a label or a field that its streams do not have, or that no parser has read.",
  },
  "logql/unknown-label-value": {
    severity: "error",
    sentence:
      "A log query compares a label or a field with a value that it never has, such as a level in the wrong case.",
  },
  "logql/unwrap-text": { severity: "error", sentence: "A label whose values are text is unwrapped as a number." },
  "metric/base-unit": {
    severity: "info",
    sentence:
      "The name of a metric has a unit such as milliseconds, megabytes or percent instead of the base unit: seconds, bytes, ratio.",
  },
  "metric/cardinality": {
    severity: "warning",
    sentence: "One process exposes more than 10,000 series of a metric, or a label takes more than 100 values.",
  },
  "metric/counter-without-total": { severity: "warning", sentence: "The name of a counter does not end in `_total`." },
  "metric/native-histogram": {
    severity: "error",
    sentence: "The Prometheus release cannot store a native histogram. Info if it can, but only with a feature flag.",
  },
  "metric/never-used": { severity: "info", sentence: "No rule and no dashboard uses a metric that a service exposes." },
  "metric/timestamp-without-seconds": {
    severity: "warning",
    sentence: "The name of a timestamp metric does not say its unit.",
  },
  "metric/two-types": {
    severity: "error",
    sentence:
      "Two services expose a metric of one name with different types. Warning where two expressions use a metric of unknown type as a counter and as a gauge.",
  },
  "metric/unbounded-label": {
    severity: "warning",
    sentence: "A label has unbounded values, such as the id of a user, request or session, an address or an email.",
  },
  ...notificationFindings,
  "policy/violated": { severity: "error", sentence: "An alert breaks a policy of the project." },
  ...promqlFindings,
  // Reading a rule file reports it, too.
  "rules/duplicate-rules": ruleFileFindings["rules/duplicate-rules"],
  "rules/long-interval": {
    severity: "warning",
    sentence: "A group records series less often than every five minutes, so that they have gaps.",
  },
  "rules/read-across-groups": {
    severity: "warning",
    sentence: "A rule reads what a rule of another group records, so it may read an old value.",
  },
  "rules/record-name": { severity: "info", sentence: "The name of a recording rule has no colon." },
  "rules/recorded-never-used": {
    severity: "warning",
    sentence: "No rule and no dashboard uses what a recording rule records.",
  },
  "rules/same-series": {
    severity: "warning",
    sentence:
      "Two recording rules write the same series: they have the same name and labels, and nothing in their results tells them apart.",
  },
  "rules/used-never-recorded": {
    severity: "warning",
    sentence:
      "An expression uses a recorded name (with a colon) that no rule records. Error in definitions, where every rule is known; info in files without a rule of nearly that name.",
  },
  "rules/window-in-name": {
    severity: "warning",
    sentence: "The name of a recording rule ends in a window that its expression does not have.",
  },
  "slo/bound-not-a-bucket": {
    severity: "error",
    sentence: "The bound of a latency objective is not one of the buckets of its histogram.",
  },
  "slo/burn-below-one": {
    severity: "warning",
    sentence: "An alert of an SLO fires although its budget would last for the whole window.",
  },
  "slo/client-errors": {
    severity: "warning",
    sentence: "An SLO counts redirects or mistakes of clients as failures.",
  },
  "slo/contradicting-objectives": {
    severity: "warning",
    sentence: "Two SLOs promise different shares of the same events, or one is implied by the other.",
  },
  "slo/foreign-events": {
    severity: "warning",
    sentence: "An SLO counts good or failed events that are not among all its events.",
  },
  "slo/low-traffic": {
    severity: "warning",
    sentence:
      "In quiet hours there are too few events for an alert of an SLO to fire. Info where it tells the fewest failures.",
  },
  "slo/no-outage-alert": {
    severity: "warning",
    sentence: "An SLO counts the events of a service, and no alert fires when the service is down and has none.",
  },
  "slo/unreachable-burn-rate": {
    severity: "error",
    sentence: "An alert of an SLO can never fire, because more than all events would have to fail.",
  },
  "slo/window-beyond-retention": {
    severity: "error",
    sentence: "The window of an SLO, or of one of its alerts, is longer than series are kept.",
  },
  "template/dotted-label": {
    severity: "error",
    sentence: "A template writes a label with a dot in its name as a chain of fields, which cannot be evaluated.",
  },
  "template/no-unit": {
    severity: "warning",
    sentence: "A text prints the value of an alert without its unit, which the catalogue knows.",
  },
  "template/percentage-twice": {
    severity: "warning",
    sentence: "A text prints a percentage with `humanizePercentage`, which multiplies it by 100 once more.",
  },
  "template/unknown-external-label": {
    severity: "warning",
    sentence: "A label or annotation of an alert prints an external label that its Prometheus does not have.",
  },
  "template/unknown-label": {
    severity: "error",
    sentence: "A label or annotation of an alert prints a label that the alert's expression does not yield.",
  },
  "template/value-in-label": {
    severity: "warning",
    sentence: "A label of an alert prints the value, so that each new value makes a new alert.",
  },
  "traceql/syntax": { severity: "error", sentence: "The query of a panel for Tempo is not valid TraceQL." },
  "traceql/unknown-service": {
    severity: "warning",
    sentence: "A query in TraceQL selects a service that has no declared traces.",
  },
} as const satisfies FindingTable;

type CheckFindings = typeof checkFindings;

export type CheckId = keyof CheckFindings;

/** Problems of allowances. */
export const allowFindings = {
  "allow/malformed": { severity: "error", sentence: "An allowance has no reason, or an invalid date." },
  "allow/unknown-check": {
    severity: "warning",
    sentence: "An allowance names a check that does not exist, or a finding that cannot be allowed.",
  },
  "allow/unused": { severity: "warning", sentence: "An allowance matches no finding." },
} as const satisfies FindingTable;

type AllowFindings = typeof allowFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends CheckFindings, AllowFindings {}
}

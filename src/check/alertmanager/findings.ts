import type { FindingTable } from "../../diagnostics/finding.js";

/** Findings in configurations that Alertmanager accepts. */
export const routingFindings = {
  "alertmanager/absent-equal-label": {
    severity: "warning",
    sentence: "An inhibition rule compares a label that no alert on one of its sides has.",
  },
  "alertmanager/absent-group-label": {
    severity: "warning",
    sentence: "A route groups by a label that its alerts do not carry.",
  },
  "alertmanager/broad-inhibition": {
    severity: "warning",
    sentence: "One alert silences alerts of everything else: an inhibition rule compares no label.",
  },
  "alertmanager/contradictory-matchers": {
    severity: "warning",
    sentence: "A route or an inhibition rule has matchers that no alert can satisfy.",
  },
  "alertmanager/deprecated-match": {
    severity: "info",
    sentence: "A route or an inhibition rule uses a form of matchers that is deprecated.",
  },
  "alertmanager/inhibition-never-applies": {
    severity: "warning",
    sentence: "An inhibition rule never applies: each alert that it silences can silence it, too.",
  },
  "alertmanager/mixed-group": {
    severity: "info",
    sentence: "Alerts of all services are in one notification.",
  },
  "alertmanager/mutual-inhibition": {
    severity: "error",
    sentence: "Alerts silence each other, so that nobody is notified of any.",
  },
  "alertmanager/plain-secret": {
    severity: "warning",
    sentence: "A secret stands in a configuration in plain text.",
  },
  "alertmanager/route-without-alerts": {
    severity: "warning",
    sentence: "No alert has the labels of a route.",
  },
  "alertmanager/short-repeat": {
    severity: "warning",
    sentence: "Notifications are repeated at every change interval: repeat_interval is shorter than group_interval.",
  },
  "alertmanager/silent-root": {
    severity: "warning",
    sentence: "Alerts that no route takes reach nobody.",
  },
  "alertmanager/unknown-match-value": {
    severity: "warning",
    sentence: "A route matches a value of a label that no alert can have.",
  },
  "alertmanager/unreachable-route": {
    severity: "warning",
    sentence: "A route never gets an alert: an earlier one takes all of them.",
  },
  "alertmanager/unused-receiver": {
    severity: "warning",
    sentence: "No route leads to a receiver.",
  },
  "alertmanager/unused-time-interval": {
    severity: "info",
    sentence: "No route uses a time interval.",
  },
} as const satisfies FindingTable;

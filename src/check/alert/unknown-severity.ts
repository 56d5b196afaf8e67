import { nearest } from "../../diagnostics/nearest.js";
import type { Check } from "../check.js";

/** A severity that no route matches. */
export const unknownSeverity: Check = {
  id: "alert/unknown-severity",
  on: "rule",
  of: "alert",
  *run(rule) {
    const { severities } = rule.context;
    const severity = rule.data.labels?.severity;
    if (!("alert" in rule.data) || !severities?.length || !severity) return;
    if (severity.includes("{{") || severities.includes(severity)) return;
    const suggestion = nearest(severity, severities);
    yield {
      summary: `no route matches the severity "${severity}"`,
      details: "The alert fires, but the people who should know are not notified.",
      fix:
        suggestion === undefined
          ? `use one that a route matches: ${severities.join(", ")}`
          : `did you mean "${suggestion}"?`,
      at: rule.locate("labels", "severity"),
    };
  },
};

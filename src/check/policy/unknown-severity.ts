import { nearest } from "../../diagnostics/nearest.js";
import type { Check } from "../check.js";

/** A policy for a severity that no alert has, and that is nearly one that some have. */
export const policySeverity: Check = {
  id: "policy/unknown-severity",
  on: "estate",
  *run({ context, rules }) {
    const { policies = [], severities = [] } = context;
    const known = new Set(severities);
    for (const { data } of rules) if ("alert" in data && data.labels?.severity) known.add(data.labels.severity);
    for (const { policy } of policies) {
      for (const severity of policy.alerts?.severity ?? []) {
        const near = known.has(severity) ? undefined : nearest(severity, known);
        if (near === undefined) continue;
        yield {
          subject: `policy "${policy.name}"`,
          summary: `the policy "${policy.name}" is for the severity "${severity}", which no alert has`,
          details: "It holds for no alert, and nobody notices.",
          fix: `write "${near}"`,
          at: undefined,
        };
      }
    }
  },
};

import { presence } from "../../promql/index.js";
import type { Check } from "../check.js";

/** An alert without a severity. */
export const noSeverity: Check = {
  id: "alert/no-severity",
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data) || rule.data.labels?.severity) return;
    if (query && presence(query.labelsOf(query.expr), "severity") === "certain") return;
    const { severities } = rule.context;
    yield {
      summary: "the alert has no label `severity`",
      details: "Routes choose the receiver by it: without it, the alert goes to the default receiver.",
      fix: `add one: \`severity: ${severities?.[0] ?? "warning"}\``,
      at: rule.locate("labels"),
    };
  },
};

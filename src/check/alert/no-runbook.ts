import type { Check } from "../check.js";

/** An alert without a link to a runbook. */
export const noRunbook: Check = {
  id: "alert/no-runbook",
  on: "rule",
  of: "alert",
  *run(rule) {
    if (!("alert" in rule.data) || rule.data.annotations?.runbook_url) return;
    const isOfFile = rule.identity === undefined;
    yield {
      summary: isOfFile ? "the alert has no annotation `runbook_url`" : "the alert has no `runbook`",
      details: "The engineer on call should not have to guess where to look first.",
      fix: "link the page that says what to look at and what to do",
      at: rule.locate(isOfFile ? "alert" : "annotations"),
    };
  },
};

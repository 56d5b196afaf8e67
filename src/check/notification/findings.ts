import type { FindingTable } from "../../diagnostics/finding.js";

/** Findings in what people are told of an alert, and when. */
export const notificationFindings = {
  "notification/late-page": {
    severity: "warning",
    sentence: "An alert is notified later than its route promises with `pageWithin`.",
  },
  "notification/unheard-hours": {
    severity: "warning",
    sentence: "At some hours, an alert reaches nobody, and no route says that it can wait.",
  },
} as const satisfies FindingTable;

import type { FindingTable } from "../../diagnostics/finding.js";

/** Findings in what people are told of an alert, and when. */
export const notificationFindings = {
  "notification/unheard-hours": {
    severity: "warning",
    sentence: "At some hours, an alert reaches nobody, and no route says that it can wait.",
  },
} as const satisfies FindingTable;

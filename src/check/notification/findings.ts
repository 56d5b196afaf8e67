import type { FindingTable } from "../../diagnostics/finding.js";

/** Findings about the content of notifications, and when they arrive. */
export const notificationFindings = {
  "notification/broken-template": {
    severity: "error",
    sentence: "A text of an alert, or of a message about it, cannot be rendered for an instance of the alert.",
  },
  "notification/late-page": {
    severity: "warning",
    sentence: "An alert is notified later than its route promises with `pageWithin`.",
  },
  "notification/no-value": {
    severity: "warning",
    sentence: "A message prints a label or an annotation that the alert does not have.",
  },
  "notification/says-nothing": {
    severity: "warning",
    sentence: "A message is the same whichever instance of the alert fires, and whatever its value.",
  },
  "notification/too-long": {
    severity: "warning",
    sentence: "A text of a message is longer than its channel takes.",
  },
  "notification/unheard-hours": {
    severity: "warning",
    sentence: "At some hours, an alert reaches nobody, and no route says that it can wait.",
  },
} as const satisfies FindingTable;

import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of specifications of SLOs for other tools. */
export const sloFileFindings = {
  "slo/specification": {
    severity: "error",
    sentence: "A specification of an SLO for sloth, pyrra or OpenSLO has a mistake that its tool refuses.",
  },
} as const satisfies FindingTable;

type SloFileFindings = typeof sloFileFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends SloFileFindings {}
}

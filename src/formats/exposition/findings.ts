import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a page of metrics. */
export const expositionFindings = {
  "exposition/syntax": { severity: "error", sentence: "A line of a page of metrics cannot be parsed." },
  "exposition/lint": { severity: "warning", sentence: "A metric does not follow the conventions for names and help." },
} as const satisfies FindingTable;

type ExpositionFindings = typeof expositionFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends ExpositionFindings {}
}

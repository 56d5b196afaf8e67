import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems that keep a JSON file from being read. */
export const jsonFindings = {
  "json/syntax": { severity: "error", sentence: "The file is not valid JSON." },
} as const satisfies FindingTable;

type JsonFindings = typeof jsonFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends JsonFindings {}
}

import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep an expression from being parsed. */
export const logqlFindings = {
  "logql/syntax": { severity: "error", sentence: "An expression is not valid LogQL." },
} as const satisfies FindingTable;

type LogqlFindings = typeof logqlFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends LogqlFindings {}
}

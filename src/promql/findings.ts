import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep an expression from being parsed. */
export const promqlFindings = {
  "promql/syntax": { severity: "error", sentence: "An expression is not valid PromQL for the targeted Prometheus." },
} as const satisfies FindingTable;

type PromqlFindings = typeof promqlFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends PromqlFindings {}
}

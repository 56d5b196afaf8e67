import type { FindingTable } from "../diagnostics/finding.js";

/** Findings of `telltale test --smoke`, which evaluates expressions over made-up series. They can be allowed like checks. */
export const smokeFindings = {
  "smoke/constant": {
    severity: "warning",
    sentence: "An expression is constant, although everything it reads changes.",
  },
  "smoke/empty": {
    severity: "error",
    sentence: "An expression returns nothing, although every series of the system exists.",
  },
  "smoke/failed": { severity: "error", sentence: "An expression cannot be evaluated." },
  "smoke/only-nan": { severity: "error", sentence: "An expression returns only NaN, although there is traffic." },
} as const satisfies FindingTable;

type SmokeFindings = typeof smokeFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends SmokeFindings {}
}

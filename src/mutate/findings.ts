import type { FindingTable } from "../diagnostics/finding.js";

/** Findings of mutation testing: changes that no test notices, and why there is no result. */
export const mutationFindings = {
  "mutation/survived": { severity: "warning", sentence: "A change to a rule makes no test fail." },
  "mutation/uncovered": { severity: "warning", sentence: "No test evaluates a rule or looks at a route." },
  "mutation/tests-fail": { severity: "error", sentence: "A test fails, or cannot run, without any change." },
  "mutation/nothing-to-change": { severity: "error", sentence: "There is no alert or route to change." },
} as const satisfies FindingTable;

type MutationFindings = typeof mutationFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends MutationFindings {}
}

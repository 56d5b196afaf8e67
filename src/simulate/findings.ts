import type { FindingTable } from "../diagnostics/finding.js";

/** Failures of rule tests, and tests that cannot fail or do not test what they seem to. */
export const testFindings = {
  "test/alerts": { severity: "error", sentence: "Other alerts fire than a test expects." },
  "test/cannot-run": { severity: "error", sentence: "A rule or an expression cannot be evaluated in a test." },
  "test/eval-time-between-ticks": {
    severity: "warning",
    sentence: "A test looks between two evaluations of the rules.",
  },
  "test/interval-ignored": { severity: "warning", sentence: "A group is tested at another interval than its own." },
  "test/nan-never-equal": { severity: "warning", sentence: "A test expects NaN, which is equal to nothing." },
  "test/no-expectations": { severity: "warning", sentence: "A test expects nothing." },
  "test/none-found": { severity: "error", sentence: "There is no test to run." },
  "test/samples": { severity: "error", sentence: "An expression gives other samples than a test expects." },
  "test/typescript": { severity: "error", sentence: "A test in TypeScript fails, or cannot be run." },
  "test/unknown-alert": { severity: "warning", sentence: "A test names an alert that no rule has." },
  "test/unordered-groups": {
    severity: "warning",
    sentence: "A group reads what another one records, and either may be evaluated first.",
  },
} as const satisfies FindingTable;

type TestFindings = typeof testFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends TestFindings {}
}

import type { FindingTable } from "../diagnostics/finding.js";

/** Failures of rule tests, and tests that cannot fail or do not test what they seem to. */
export const testFindings = {
  "test/alerts": { severity: "error", sentence: "The alerts that fire differ from those that a test expects." },
  "test/cannot-run": { severity: "error", sentence: "A rule or an expression cannot be evaluated in a test." },
  "test/eval-time-between-ticks": {
    severity: "warning",
    sentence: "A test looks between two evaluations of the rules.",
  },
  "test/interval-ignored": { severity: "warning", sentence: "A group is not tested at its own interval." },
  "test/nan-never-equal": { severity: "warning", sentence: "A test expects NaN, which equals no value." },
  "test/no-expectations": { severity: "warning", sentence: "A test expects nothing." },
  "test/none-found": { severity: "error", sentence: "There is no test to run." },
  "test/samples": {
    severity: "error",
    sentence: "The samples of an expression differ from those that a test expects.",
  },
  "test/typescript": { severity: "error", sentence: "A TypeScript test fails, or cannot run." },
  "test/unknown-alert": { severity: "warning", sentence: "A test names an alert that no rule has." },
  "test/unordered-groups": {
    severity: "warning",
    sentence: "A group reads what another one records, and either may be evaluated first.",
  },
  "test/unread-stream": { severity: "warning", sentence: "A test has log lines that nothing reads." },
} as const satisfies FindingTable;

/** Differences between releases of Prometheus. */
export const upgradeFindings = {
  "upgrade/alert": {
    severity: "warning",
    sentence: "An alert fires at other times, or a rule fails, with another release of Prometheus.",
  },
  "upgrade/value": {
    severity: "info",
    sentence: "The expression of a rule has another value with another release of Prometheus.",
  },
} as const satisfies FindingTable;

type TestFindings = typeof testFindings;
type UpgradeFindings = typeof upgradeFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends TestFindings, UpgradeFindings {}
}

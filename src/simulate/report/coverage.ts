import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import type { RuleReference } from "../test-file/outcome.js";
import type { Coverage, CoveredRule } from "./test-run.js";

/** Determines which rules are touched by a test. Identifies files by name. */
export function computeCoverage(
  files: Iterable<SourceRuleFile>,
  touched: Iterable<RuleReference>,
  minimum: number | undefined,
): Coverage {
  const keys = new Set(Array.from(touched, keyOf));
  const rules: CoveredRule[] = [];
  for (const file of files) {
    for (const group of file.groups) {
      for (const [index, rule] of group.rules.entries()) {
        const reference = { file: file.file, group: group.data.name, index };
        const span = file.span(rule.name ?? { start: rule.start, end: rule.start });
        const name = rule.name?.value ?? "";
        rules.push({ reference, kind: rule.kind, name, span, isTouched: keys.has(keyOf(reference)) });
      }
    }
  }
  return { rules, minimum };
}

function keyOf({ file, group, index }: RuleReference): string {
  return JSON.stringify([file, group, index]);
}

/** Returns the percentage of touched rules; 100 if there are no rules. */
export function coveragePercent({ rules }: Coverage): number {
  if (rules.length === 0) return 100;
  return (rules.filter(({ isTouched }) => isTouched).length / rules.length) * 100;
}

/** True if coverage is below the required minimum. */
export function isBelowMinimum(coverage: Coverage): boolean {
  return coverage.minimum !== undefined && coveragePercent(coverage) < coverage.minimum;
}

/** Formats a percentage, rounded down so that 100 means all. */
export function formatPercent(percent: number): string {
  return `${Math.floor(percent * 10) / 10} %`;
}

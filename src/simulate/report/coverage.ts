import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import type { RuleReference } from "../test-file/outcome.js";
import type { Coverage, CoveredRule } from "./test-run.js";

/** Says of every rule whether a test touches it. Files are told apart by their names. */
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
  return { rules, minimum: minimum };
}

function keyOf({ file, group, index }: RuleReference): string {
  return JSON.stringify([file, group, index]);
}

/** How many in a hundred rules are touched. Without rules nothing is left untouched. */
export function coveragePercent({ rules }: Coverage): number {
  if (rules.length === 0) return 100;
  return (rules.filter(({ isTouched }) => isTouched).length / rules.length) * 100;
}

/** Whether more rules should be tested. */
export function isBelowMinimum(coverage: Coverage): boolean {
  return coverage.minimum !== undefined && coveragePercent(coverage) < coverage.minimum;
}

/** Rounded down, so that 100 means all of them. */
export function formatPercent(percent: number): string {
  return `${Math.floor(percent * 10) / 10} %`;
}

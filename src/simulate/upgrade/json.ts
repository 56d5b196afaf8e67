import { type JsonDiagnostic, type JsonSpan, toJsonDiagnostic, toJsonSpan } from "../../diagnostics/formats/json.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import type { RuleDifference } from "./difference.js";
import type { ScenarioCounts, UpgradeRun } from "./upgrade-run.js";

/** Output of `telltale test --upgrade --format json`. Within a version, fields may be added, but never renamed or removed. */
export interface JsonUpgradeReport {
  readonly version: 1;
  readonly passed: boolean;
  readonly from: readonly string[];
  readonly to: string;
  readonly rules: number;
  readonly lokiRules: number;
  readonly scenarios: ScenarioCounts;
  readonly milliseconds: number;
  /** Every difference in every scenario; `diagnostics` has one for each rule. */
  readonly differences: readonly JsonDifference[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** A difference, with the position of its scenario. */
export type JsonDifference = Omit<RuleDifference, "span" | "rule" | "part"> &
  JsonSpan & {
    readonly rule: RuleDifference["rule"];
    /** The innermost part of the expression whose result differs. */
    readonly part?: string;
  };

/** Renders the comparison of two releases as JSON. */
export function renderUpgradeJson(run: UpgradeRun, base: PathBase & { readonly passed: boolean }): string {
  const { from, to, rules, lokiRules, scenarios, milliseconds } = run;
  const report: JsonUpgradeReport = {
    ...{ version: 1, passed: base.passed, from, to, rules, lokiRules, scenarios },
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    differences: run.differences.map((difference) => jsonDifference(difference, base)),
    diagnostics: run.diagnostics.map((diagnostic) => toJsonDiagnostic(diagnostic, base)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonDifference({ span, rule, part, ...rest }: RuleDifference, base: PathBase): JsonDifference {
  return {
    ...{ rule: { ...rule, file: shownPath(rule.file, base) }, ...rest },
    ...(part && { part: part.text }),
    ...toJsonSpan(span, base),
  };
}

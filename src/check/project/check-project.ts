import type { AnyRulesArtifact, CompileResult } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FindingTable } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import type { AppliedPolicy } from "../../model/project/policy.js";
import type { Project } from "../../model/project/project.js";
import { soundProject } from "../../model/project/sound-project.js";
import { AllowanceTracker } from "../allow.js";
import { mergeEnvironments } from "../environments.js";
import { checkFindings } from "../findings.js";
import type { SourcedRules } from "../subjects/compiled-routing.js";
import type { CheckMemory } from "./check-memory.js";
import { checkRouting } from "./check-routing.js";
import { checkSystem } from "./check-system.js";
import { prepareFacts } from "./estate-facts.js";

export interface CheckProjectOptions {
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
  /** All findings of Telltale. Allowing one that is not a check's is reported. */
  readonly findings: FindingTable;
  /** False if some definitions could not be loaded, so that what they use is unknown. Default true. */
  readonly complete?: boolean;
  /** The policies of the project. */
  readonly policies?: readonly AppliedPolicy[];
  /** The pages of runbooks that exist or are generated, without `.md`. Default: they are unknown. */
  readonly pages?: ReadonlySet<string>;
  /** Keeps what was checked for the next time. */
  readonly memory?: CheckMemory | undefined;
}

/**
 * Checks everything that a project compiles to. Problems that keep it from compiling are diagnostics of the compiler, and
 * not returned again.
 *
 * @example
 * const diagnostics = checkProject(project, compileProject(project), { today: "2026-06-01", findings: allFindings });
 */
export function checkProject(
  whole: Project,
  compiled: CompileResult,
  { today, findings, memory, ...known }: CheckProjectOptions,
): readonly Diagnostic[] {
  const project = soundProject(whole);
  const facts = project.systems.map(prepareFacts(project, compiled, known));
  // A finding may be missing because its definition or its environment is.
  const isWhole = facts.every(({ isPartial, isIncomplete }) => !isPartial && !isIncomplete);
  const allowances = new AllowanceTracker(today, isWhole ? checkFindings : {});
  const checked = facts.map((system) => {
    // Without a memory, the parts of one system are free before the next is checked.
    const { findings: found, sourced } = checkSystem(system, { compiled, today, allowances, memory });
    return { found, sourced };
  });
  const rules = new Map<AnyRulesArtifact, SourcedRules>(checked.flatMap(({ sourced }) => sourced));
  const isIncomplete = facts.some((one) => one.isIncomplete);
  // Routes may be for alerts that are missing.
  const routing = isIncomplete ? [] : checkRouting(project.config, compiled, rules, allowances, memory);
  const merged = mergeEnvironments(checked.flatMap(({ found }) => found));
  return sortDiagnostics([...merged, ...routing, ...allowances.report(findings)]);
}

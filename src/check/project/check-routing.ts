import { dirname } from "node:path/posix";
import type { AlertmanagerArtifact, AnyRulesArtifact, Artifact, CompileResult } from "../../compile/compiled.js";
import { areSame } from "../../compile/in-environment.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import type { Config } from "../../model/project/config.js";
import type { AllowanceTracker } from "../allow.js";
import { checks } from "../registry.js";
import { CheckRun } from "../run.js";
import { compiledRouting, type SourcedRules } from "../subjects/compiled-routing.js";
import { AllowanceLog } from "./allowance-log.js";
import type { CheckMemory } from "./check-memory.js";

/** The findings of the configuration of an Alertmanager, and everything that they were found in. */
export interface CheckedRouting {
  readonly inputs: readonly unknown[];
  readonly found: readonly Diagnostic[];
  readonly matched: AllowanceLog;
}

/** Runs the checks on the configurations of Alertmanagers. A system is in one for each environment, or in one for all. */
export function checkRouting(
  config: Config,
  { artifacts, diagnostics }: CompileResult,
  rules: ReadonlyMap<AnyRulesArtifact, SourcedRules>,
  allowances: AllowanceTracker,
  memory: CheckMemory | undefined,
): readonly Diagnostic[] {
  // Routes and alerts that could not be compiled are missing.
  if (hasErrors(diagnostics)) return [];
  const found = artifacts.flatMap((artifact) => {
    if (artifact.kind !== "alertmanager") return [];
    const folder = dirname(artifact.path);
    const own = [...rules].filter(
      ([one]) => findAlertmanager(config, one.settings.environment, one.system.name).folder === folder,
    );
    return checkOne(artifact, own, templatesOf(artifact, artifacts), allowances, memory);
  });
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

/** Checks a configuration, unless it and all its alerts are the same as the last time, and the same allowances apply. */
function checkOne(
  artifact: AlertmanagerArtifact,
  rules: readonly (readonly [AnyRulesArtifact, SourcedRules])[],
  templates: string,
  allowances: AllowanceTracker,
  memory: CheckMemory | undefined,
): readonly Diagnostic[] {
  const inputs = [artifact, templates, ...rules.flat()];
  const before = memory?.routings.get(artifact.path);
  if (before && areSame(before.inputs, inputs) && before.matched.replay(allowances)) return before.found;
  const matched = new AllowanceLog(allowances);
  const run = new CheckRun({ checks, allowances: matched, maxSeverity: "error" });
  const found = run.routing(compiledRouting(artifact, rules, templates));
  memory?.routings.set(artifact.path, { inputs, found, matched });
  return found;
}

/** The texts of the notifications of a configuration, which are in a folder beside it. */
function templatesOf({ path }: Artifact, artifacts: readonly Artifact[]): string {
  const folder = path.replace(/[^/]*$/, "");
  const found = artifacts.find((one) => one.kind === "notification templates" && one.path.startsWith(folder));
  return found?.kind === "notification templates" ? found.value : "";
}

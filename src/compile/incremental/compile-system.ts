import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Reports } from "../../diagnostics/reports.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import { type Project, resolveSettings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { SourceFiles } from "../../source/source-files.js";
import { compileSubtree, type Subtree } from "../alertmanager/index.js";
import type { AnyRulesArtifact, GrafanaAlertingArtifact } from "../compiled.js";
import { compileDashboards, type Dashboards } from "../grafana/index.js";
import { compileGrafanaRules } from "../grafana-alerting/index.js";
import { areSame, hasSameFacts } from "../in-environment.js";
import type { AlertDirectory } from "../prometheus/alert-directory.js";
import { offerSameLinks } from "../prometheus/alert-panel.js";
import { compileRules } from "../prometheus/rules.js";
import { checkQuotedNames } from "../query/quoted-names.js";
import { collectRunbooks, type SystemRunbooks } from "../runbooks/index.js";
import { createScope, type Scope } from "../scope.js";
import type { CompileMemory } from "./compile-memory.js";

/** A system, compiled for one environment. */
export interface CompiledSystem {
  readonly inputs: SystemInputs;
  readonly scope: Scope;
  readonly dashboards: Dashboards;
  readonly ruling: Ruling;
  readonly diagnostics: readonly Diagnostic[];
}

/** The rules of a system, and what is compiled from them. */
interface Ruling {
  readonly rules: readonly AnyRulesArtifact[];
  /** The same rules, as Grafana manages them, where it does. */
  readonly grafanaRules: GrafanaAlertingArtifact | undefined;
  readonly runbooks: SystemRunbooks;
  /** Its part of the configuration of an Alertmanager. */
  readonly subtree: Subtree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that the result is compiled from, besides the texts of the source files. */
interface SystemInputs {
  readonly config: Project["config"];
  readonly present: SystemFacts;
}

/** Compiles a system for one environment, or returns what the memory has, if that was compiled from the same definitions. */
export function compileSystem(
  system: SystemFacts,
  environment: string,
  { config, systems }: Project,
  directory: AlertDirectory,
  memory: CompileMemory,
  sources: SourceFiles,
): CompiledSystem {
  const key = `${environment}/${system.name}`;
  const settings = resolveSettings(config, environment);
  const before = memory.systems.get(key);
  const { queries, reports } = memory;
  const { result, diagnostics } = reports.collect(() => {
    const inputsOfScope = { directory, sources, queries, report: reports.add };
    const scope = createScope(system, systems, settings, inputsOfScope, before?.scope);
    const inputs = { config, present: scope.present };
    const change = before ? findChange(before, inputs, directory) : "facts";
    if (before && change === "nothing") return before;
    checkQuotedNames(scope);
    const dashboards = compileDashboards(scope, reports, change === "dashboards" ? before?.dashboards : undefined);
    const isSameForRules = change === "dashboards" && offerSameLinks(before!.dashboards, dashboards);
    const ruling = isSameForRules ? before!.ruling : compileRuling(scope, config, dashboards, reports);
    ruling.diagnostics.forEach(reports.add);
    return { inputs, scope, dashboards, ruling };
  });
  const compiled = "diagnostics" in result ? result : { ...result, diagnostics };
  memory.systems.set(key, compiled);
  return compiled;
}

function compileRuling(scope: Scope, config: Project["config"], dashboards: Dashboards, reports: Reports): Ruling {
  const { result, diagnostics } = reports.collect(() => {
    const rules = compileRules(scope, dashboards);
    const runbooks = collectRunbooks(scope, rules, dashboards);
    const place = findAlertmanager(config, scope.settings.environment, scope.system.name);
    const grafanaRules = compileGrafanaRules(scope, rules);
    return { rules, grafanaRules, runbooks, subtree: compileSubtree(scope, rules, place) };
  });
  return { ...result, diagnostics };
}

/** The largest part of a system that has changed since the last compilation. */
type Change = "nothing" | "dashboards" | "facts";

function findChange(
  { inputs, scope }: CompiledSystem,
  { config, present }: SystemInputs,
  directory: AlertDirectory,
): Change {
  const isSameProject = inputs.config === config && scope.alerts.holdsIn(directory);
  if (!isSameProject || !hasSameFacts(inputs.present, present)) return "facts";
  return areSame(inputs.present.definitions, present.definitions) ? "nothing" : "dashboards";
}

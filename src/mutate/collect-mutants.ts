import type { AnyRulesArtifact, CompileResult } from "../compile/compiled.js";
import { findOriginLabels } from "../compile/origin-labels.js";
import { ruleKey } from "../simulate/rules/group.js";
import { collectGroups } from "../simulate/run/rule-sources.js";
import type { SourceFiles } from "../source/source-files.js";
import { collectFacts, type SystemContext } from "./facts.js";
import { mutateLogql } from "./logql/mutate-logql.js";
import type { MutableRule, MutantDraft } from "./mutable-rule.js";
import type { Mutant } from "./mutant.js";
import { mutateExpression } from "./mutate-expression.js";
import { mutateRouting } from "./routing/mutate-routing.js";
import { mutateFields } from "./rule/mutate-fields.js";
import { mutateSloRule, sloOf } from "./slo/mutate-slo.js";

/**
 * Lists every small change to the rules and the routing of a project. A change is one mutant, however many environments
 * it is compiled for.
 *
 * @example
 * const mutants = collectMutants(compileProject(project, { sources }), sources);
 */
export function collectMutants(compiled: CompileResult, sources: SourceFiles): readonly Mutant[] {
  const drafts = groupBySystem(compiled).flatMap((rules) => mutateRules(rules, sources));
  const routing = compiled.artifacts.flatMap((artifact) =>
    artifact.kind === "alertmanager" ? mutateRouting(artifact, sources) : [],
  );
  const byKey = new Map<string, MutantDraft[]>();
  for (const draft of [...drafts, ...routing]) byKey.set(draft.key, [...(byKey.get(draft.key) ?? []), draft]);
  return Array.from(byKey.values(), (same, id) => {
    const { key, patch, ...fields } = same[0]!;
    const alerts = [...new Set(same.flatMap((draft) => draft.alerts))];
    const needed = same.flatMap((draft) => draft.series ?? []);
    const series = same.every((draft) => draft.series) ? [...new Set(needed)] : undefined;
    return { ...fields, id, alerts, series, patches: same.map((draft) => draft.patch) };
  });
}

/** The rule files of each system in each environment: those that are evaluated together. */
function groupBySystem({ artifacts }: CompileResult): readonly (readonly AnyRulesArtifact[])[] {
  const groups = new Map<string, AnyRulesArtifact[]>();
  for (const artifact of artifacts) {
    if (artifact.kind !== "prometheus rules" && artifact.kind !== "loki rules") continue;
    const name = `${artifact.settings.environment}/${artifact.system.name}`;
    groups.set(name, [...(groups.get(name) ?? []), artifact]);
  }
  return [...groups.values()];
}

function mutateRules(artifacts: readonly AnyRulesArtifact[], sources: SourceFiles): readonly MutantDraft[] {
  const context = collectFacts(artifacts, collectGroups(artifacts));
  return artifacts.flatMap(listRules).flatMap((rule) => mutateRule(rule, context, sources));
}

function mutateRule(rule: MutableRule, context: SystemContext, sources: SourceFiles): readonly MutantDraft[] {
  const slo = sloOf(rule);
  const drafts = slo
    ? mutateSloRule(rule, slo, context, sources)
    : [...mutateQuery(rule, context, sources), ...mutateFields(rule, context, sources)];
  const reach = context.reachOf(ruleKey({ file: rule.artifact.path, group: rule.group, index: rule.index }));
  // A recording rule that no alert reads is only seen on dashboards, which tests do not look at.
  return reach.alerts.length === 0 ? [] : drafts.map((draft) => ({ ...draft, ...reach }));
}

function mutateQuery(rule: MutableRule, context: SystemContext, sources: SourceFiles) {
  // The expression of a watchdog is a constant, which fires whatever it is.
  if (rule.compiled?.kind === "alert" && rule.compiled.definition.watchdog !== undefined) return [];
  return rule.artifact.kind === "loki rules" ? mutateLogql(rule, sources) : mutateExpression(rule, context, sources);
}

function listRules(artifact: AnyRulesArtifact): readonly MutableRule[] {
  let number = 0;
  return artifact.value.groups.flatMap(({ name: group, rules }) =>
    rules.map((rule, index): MutableRule => {
      const compiled = artifact.rules[number++];
      const name = "alert" in rule ? `alert "${rule.alert}"` : `recording rule "${rule.record}"`;
      const originLabels = findOriginLabels(artifact.settings, compiled?.definition.labels);
      const labels = Object.entries(rule.labels ?? {}).filter(
        ([label]) => label !== "severity" && !originLabels.includes(label),
      );
      const key = JSON.stringify([artifact.system.name, artifact.raw?.name, name, labels, group, index]);
      return { artifact, rule, compiled, group, index, subject: name, originLabels, key };
    }),
  );
}

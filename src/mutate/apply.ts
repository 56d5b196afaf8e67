import type { Artifact } from "../compile/compiled.js";
import type { RuleGroup } from "../formats/prometheus/types.js";
import type { Mutant, Patch } from "./mutant.js";

/** Returns the artifacts with the change of a mutant. Compiled definitions stay as they are, so that tests find them. */
export function applyMutant(artifacts: readonly Artifact[], { patches }: Mutant): readonly Artifact[] {
  return artifacts.map((artifact) => {
    return patches.filter(({ path }) => path === artifact.path).reduce(applyPatch, artifact);
  });
}

function applyPatch(artifact: Artifact, patch: Patch): Artifact {
  if (artifact.kind === "alertmanager" && patch.kind === "routing") return { ...artifact, value: patch.config };
  if ((artifact.kind !== "prometheus rules" && artifact.kind !== "loki rules") || patch.kind !== "rule")
    return artifact;
  const groups = artifact.value.groups.map((group) => applyToGroup(group, patch));
  return { ...artifact, value: { ...artifact.value, groups } };
}

function applyToGroup(group: RuleGroup, patch: Patch & { readonly kind: "rule" }): RuleGroup {
  if (group.name !== patch.group) return group;
  return { ...group, rules: group.rules.with(patch.index, patch.rule) };
}

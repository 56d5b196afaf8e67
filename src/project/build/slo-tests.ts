import type { Artifact, RulesArtifact } from "../../compile/compiled.js";
import { writeSloTests } from "../../simulate/slo-tests/write-slo-tests.js";
import type { OutputFile } from "../output/plan-output.js";

/** Caches the tests of rules, since a rebuild keeps the artifacts that did not change. */
const known = new WeakMap<Artifact, readonly OutputFile[]>();

/** The tests of the rules of SLOs. */
export function renderSloTests(artifact: Artifact): readonly OutputFile[] {
  const cached = known.get(artifact);
  if (cached) return cached;
  const tests = artifact.kind === "prometheus rules" && isOfSlos(artifact) ? writeSloTests(artifact) : undefined;
  const files = tests ? [tests] : [];
  known.set(artifact, files);
  return files;
}

function isOfSlos({ rules }: RulesArtifact): boolean {
  return rules.some(({ definition }) => definition.group?.isOfSlo);
}

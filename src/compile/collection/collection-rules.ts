import type { Artifact, RulesArtifact } from "../compiled.js";
import type { Scope } from "../scope.js";

/** A rule file of a system. */
export interface RulesOfSystem {
  /** The name in the folder of the rules: `alerts.yml`. */
  readonly name: string;
  readonly artifact: RulesArtifact;
}

/** Returns the rule files that the Prometheus of a system evaluates. */
export function rulesOf({ system, settings }: Scope, artifacts: readonly Artifact[]): readonly RulesOfSystem[] {
  return artifacts.flatMap((artifact) =>
    artifact.kind === "prometheus rules" &&
    artifact.system.name === system.name &&
    artifact.settings.environment === settings.environment
      ? [{ name: artifact.path.slice(artifact.path.lastIndexOf("/") + 1), artifact }]
      : [],
  );
}

import type { AnyRulesArtifact, Artifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";

/** The artifacts that a simulation evaluates. */
export interface EvaluatedParts {
  /** Rules for Prometheus and for Loki. */
  readonly rules: readonly AnyRulesArtifact[];
  /** The routing of the alerts; undefined if the system has no receivers. */
  readonly routing: AlertmanagerConfig | undefined;
  /** The text of the templates of notifications. */
  readonly templates: string | undefined;
}

const cache = new WeakMap<readonly Artifact[], EvaluatedParts>();

/** Selects the rules and the routing from the artifacts of a system: the same lists for the same artifacts. */
export function evaluatedParts(artifacts: readonly Artifact[]): EvaluatedParts {
  let parts = cache.get(artifacts);
  if (!parts) {
    const rules = artifacts.filter(
      (artifact) => artifact.kind === "prometheus rules" || artifact.kind === "loki rules",
    );
    const routing = artifacts.find((artifact) => artifact.kind === "alertmanager")?.value;
    const templates = artifacts.find((artifact) => artifact.kind === "notification templates")?.value;
    parts = { rules, routing, templates };
    cache.set(artifacts, parts);
  }
  return parts;
}

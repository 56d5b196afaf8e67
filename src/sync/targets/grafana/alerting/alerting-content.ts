import type { Artifact } from "../../../../compile/compiled.js";
import { provisionGroup, type RuleGroup } from "./rule-group.js";

/** All that Grafana evaluates and routes for an environment. */
export interface AlertingContent {
  /** The project and its environment, by which marks know them: `telltale-shop/prod`. */
  readonly owner: string;
  readonly groups: readonly RuleGroup[];
}

/** Collects what Grafana manages. Undefined if the environment leaves its alerts to Prometheus. */
export function collectAlerting(artifacts: readonly Artifact[], manager: string): AlertingContent | undefined {
  const alerting = artifacts.filter((artifact) => artifact.kind === "grafana alerting");
  const [first] = alerting;
  if (!first) return undefined;
  const owner = `${manager}/${first.settings.environment}`;
  const groups = alerting.flatMap(({ value, settings }) =>
    // The configuration of such an environment has a folder.
    (value.groups ?? []).map((group) => provisionGroup(group, settings.grafana.folder!.uid, owner)),
  );
  return { owner, groups };
}

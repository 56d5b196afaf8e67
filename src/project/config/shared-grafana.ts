import type { Artifact } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { locateInExport } from "../../source/locate-in-export.js";
import { configFindings } from "../findings.js";
import type { ConfigPlace } from "./runbook-template.js";

/**
 * Reports environments whose dashboards would replace each other: their Grafana has one address, and dashboards of both
 * have one uid. Each environment is reported once.
 */
export function findSharedGrafana(artifacts: readonly Artifact[], place: ConfigPlace): readonly Diagnostic[] {
  const environments = [...collectUids(artifacts)];
  return environments.flatMap(([name, { url, uids }], index): readonly Diagnostic[] => {
    for (const [first, other] of environments.slice(0, index)) {
      const shared = other.url === url ? [...uids].filter((uid) => other.uids.has(uid)) : [];
      if (shared.length === 0) continue;
      const [uid] = shared;
      const dashboards =
        shared.length === 1 ? `the dashboard "${uid}"` : `${shared.length} dashboards such as "${uid}"`;
      return [
        {
          ...finding(configFindings, "config/shared-grafana"),
          summary: `"${first}" and "${name}" are in one Grafana, and ${dashboards} would replace each other`,
          details: `Grafana keeps one dashboard per uid, and both environments have the url ${url}.`,
          fix: `make the uids of one environment distinct: grafana: { url, uidSuffix: "-${name}" }`,
          span: locateInExport(place.configPath, ["environments", name, "grafana", "url"], "value", place.sourceFiles),
        },
      ];
    }
    return [];
  });
}

interface EnvironmentDashboards {
  /** The address of Grafana, without the slash at its end. */
  readonly url: string;
  readonly uids: ReadonlySet<string>;
}

/** The uids of dashboards by environment, for environments whose Grafana has an address. */
function collectUids(artifacts: readonly Artifact[]): ReadonlyMap<string, EnvironmentDashboards> {
  const collected = new Map<string, EnvironmentDashboards & { readonly uids: Set<string> }>();
  for (const artifact of artifacts) {
    const { environment, grafana } = artifact.settings;
    if (artifact.kind !== "grafana dashboard" || grafana.url === undefined) continue;
    const url = grafana.url.replace(/\/+$/, "");
    const dashboards = collected.get(environment) ?? { url, uids: new Set<string>() };
    collected.set(environment, dashboards);
    dashboards.uids.add(artifact.value.uid.toLowerCase());
  }
  return collected;
}

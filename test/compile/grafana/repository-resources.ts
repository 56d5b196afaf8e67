import { fileURLToPath } from "node:url";
import type { DashboardArtifact } from "../../../src/compile/compiled.js";
import { compileProject } from "../../../src/compile/index.js";
import type { Resource } from "../../../src/formats/grafana/resource.js";
import { loadProject } from "../../../src/project/load/load-project.js";

export const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** The dashboards of this repository's production, as resources for a release of Grafana. */
export async function compileResources(
  grafana: string,
): Promise<readonly (DashboardArtifact & { readonly resource: Resource })[]> {
  const { project } = await loadProject({ cwd: repository });
  const prod = project!.config.environments.prod!;
  const route = { ...prod.grafana, dashboards: "resources" } as const;
  const environments = { prod: { ...prod, grafana: route, versions: { grafana } } };
  const { artifacts } = compileProject({ ...project!, config: { ...project!.config, environments } });
  const dashboards = artifacts.filter((artifact) => artifact.kind === "grafana dashboard");
  if (dashboards.length === 0) throw new Error("the repository has no dashboards");
  return dashboards.map((dashboard) => ({ ...dashboard, resource: dashboard.createResource!() }));
}

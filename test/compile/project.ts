import { type Config, defineConfig } from "telltale";
import { type Compiled, type CompileOptions, compileProject } from "../../src/compile/index.js";
import type { Dashboard } from "../../src/formats/grafana/types.js";
import type { RuleFile } from "../../src/formats/prometheus/types.js";
import type { Project } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";

/** One environment with one data source of each kind. */
export const config = defineConfig({
  environments: {
    prod: {
      grafana: { url: "https://grafana.example.com" },
      dataSources: { metrics: { type: "prometheus", uid: "prom" }, logs: { type: "loki", uid: "loki" } },
    },
  },
});

export function compiled(
  systems: SystemFacts | readonly SystemFacts[],
  changes: Partial<Config> = {},
  options: CompileOptions = {},
  alertmanagerFiles: Project["alertmanagerFiles"] = {},
): Compiled {
  const project = { config: { ...config, ...changes }, systems: [systems].flat() as SystemFacts[], alertmanagerFiles };
  return compileProject(project, options);
}

export function dashboardsOf({ artifacts }: Compiled): readonly Dashboard[] {
  return artifacts.flatMap((artifact) => (artifact.kind === "grafana dashboard" ? [artifact.value] : []));
}

/** The file of alerts, or of recording rules. */
export function rulesOf({ artifacts }: Compiled, name: "alerts" | "recording-rules" = "alerts"): RuleFile {
  const file = artifacts.find(({ path }) => path.endsWith(`/rules/${name}.yml`));
  return file?.kind === "prometheus rules" ? file.value : { groups: [] };
}

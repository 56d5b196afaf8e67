import { fileURLToPath } from "node:url";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import { allFindings } from "../../src/project/all-findings.js";
import { loadProject } from "../../src/project/load/load-project.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Compiles one system of this repository for one environment, and checks it. */
export async function compileSystemOfRepository(name: string, environment: string) {
  const loaded = await loadProject({ cwd: repository });
  const all = loaded.project!;
  const project = { ...all, systems: all.systems.filter((system) => system.name === name) };
  const compiled = compileProject(project, { environments: [environment], sources: loaded.sourceFiles });
  const checked = checkProject(project, compiled, { today: "2026-01-01", findings: allFindings });
  const dashboards = compiled.artifacts.filter((artifact) => artifact.kind === "grafana dashboard");
  const rules = compiled.artifacts
    .filter((artifact) => artifact.kind === "prometheus rules")
    .flatMap((file) => file.rules);
  const services = buildCatalogue(project.systems[0]!).services;
  return {
    findings: [...compiled.diagnostics, ...checked].map(({ id, summary }) => `${id}: ${summary}`),
    dashboards,
    rules,
    alerts: rules.flatMap((rule) => (rule.kind === "alert" ? [rule.data] : [])),
    /** The names of the metrics that services of the team expose, without those of exporters. */
    metrics: new Set(services.filter(({ exporter }) => !exporter).flatMap(({ metrics }) => metrics.map((m) => m.name))),
    /** The names of the metrics of exporters. */
    exported: new Set(services.filter(({ exporter }) => exporter).flatMap(({ metrics }) => metrics.map((m) => m.name))),
  };
}

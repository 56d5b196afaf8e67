import { findSourceMap } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompileResult } from "../../../src/compile/compiled.js";
import { compileProject } from "../../../src/compile/index.js";
import type { Origin } from "../../../src/model/definition/origin.js";
import { buildCatalogue } from "../../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { loadProject } from "../../../src/project/load/load-project.js";

export const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** The definitions of a system by their names, each with the file that it is in. */
export interface Definitions {
  readonly dashboards: ReadonlyMap<string, { readonly file: string; readonly parts: ReadonlySet<string> }>;
  readonly metrics: ReadonlyMap<string, { readonly file: string; readonly service: string }>;
  readonly alerts: ReadonlyMap<string, { readonly file: string; readonly runbook: string | undefined }>;
  readonly slos: ReadonlyMap<string, string>;
}

/** Loads the project, and returns a function that finds the definitions of one system in one environment. */
export async function loadDefinitions(): Promise<(name: string, environment: string) => Definitions> {
  const { project, sourceFiles } = await loadProject({ cwd: repository });
  return (name, environment) => {
    const system = project!.systems.find((one) => one.name === name)!;
    const options = { environments: [environment], sources: sourceFiles };
    return findDefinitions(system, compileProject({ ...project!, systems: [system] }, options));
  };
}

function findDefinitions(system: SystemFacts, { artifacts }: CompileResult): Definitions {
  const dashboards = new Map<string, { file: string; parts: Set<string> }>();
  const alerts = new Map<string, { file: string; runbook: string | undefined }>();
  for (const artifact of artifacts) {
    if (artifact.kind === "grafana dashboard") {
      const parts = new Set((artifact.value.panels ?? []).flatMap(({ title }) => title ?? []));
      dashboards.set(artifact.value.title!, { file: fileOf(artifact.definition.origin), parts });
    }
    if (artifact.kind !== "prometheus rules") continue;
    for (const rule of artifact.rules) {
      if (rule.kind !== "alert") continue;
      const { alert, annotations } = rule.data;
      if (!alerts.has(alert)) alerts.set(alert, { file: fileOf(rule.definition.origin), runbook: pageOf(annotations) });
    }
  }
  const metrics = new Map<string, { file: string; service: string }>();
  for (const { name: service, metrics: exposed } of buildCatalogue(system).services) {
    for (const { name, origin } of exposed)
      if (!metrics.has(name)) metrics.set(name, { file: fileOf(origin), service });
  }
  const slos = new Map(
    system.definitions.flatMap((one) => (one.kind === "slo" ? [[one.name, fileOf(one.origin)] as const] : [])),
  );
  return { dashboards, metrics, alerts, slos };
}

/** The page of an alert in `docs/runbooks`, by its address. */
function pageOf(annotations: Readonly<Record<string, string>> | undefined): string | undefined {
  const path = annotations?.runbook_url && new URL(annotations.runbook_url).pathname.slice(1);
  return path && `docs/runbooks/${path}.md`;
}

/** The source file of a definition. The definitions of a project are bundled, with source maps. */
function fileOf({ position }: Origin): string {
  const { file, line, column } = position!;
  const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
  const source = entry && "originalSource" in entry ? fileURLToPath(entry.originalSource) : file;
  return relative(repository, source);
}

import { inEnvironment } from "../../compile/in-environment.js";
import { findSlos } from "../../compile/slo/find-slos.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { type ForeignSlo, writeGrafanaSlos, writeOpenSlo } from "../../formats/slo/index.js";
import { environmentsOf, type Project, resolveSettings, type Settings } from "../../model/project/project.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import { describeSlo } from "./describe-slo.js";

const exportFormats = ["openslo", "grafana-slo"] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions extends LoadOptions {
  readonly format: ExportFormat;
  /** The environment whose objectives and queries count. @default `prod` or `production`, or else the first of a system */
  readonly environment?: string | undefined;
  /** @default all */
  readonly system?: string | undefined;
}

/** SLOs as another tool reads them, and what of them it cannot have. */
export interface ExportedSlos {
  /** A name that is not in the project. */
  readonly unknown?: string;
  /** Empty if nothing could be exported. */
  readonly text: string;
  readonly problems: readonly string[];
  /** False if something is missing, or the project has errors. */
  readonly isComplete: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly root: string;
  readonly readSource: ReadSource;
}

/** Writes the SLOs of a project in the format of another tool. */
export async function exportSlos({ format, environment, system, ...options }: ExportOptions): Promise<ExportedSlos> {
  const { root, project, diagnostics, sourceFiles } = await loadProject(options);
  const base = { diagnostics, root, readSource: sourceFiles.read };
  const nothing = { ...base, text: "", problems: [], isComplete: false };
  if (!project || hasErrors(diagnostics)) return nothing;
  const unknown = findUnknown(project, environment, system);
  if (unknown !== undefined) return { ...nothing, unknown };
  const problems: string[] = [];
  const slos = selectSystems(project, system).flatMap((one) => {
    const chosen = chooseEnvironment(environmentsOf(one, project.config), environment);
    if (chosen === undefined) return [];
    const settings = resolveSettings(project.config, chosen);
    const present = inEnvironment(one, chosen, project.systems);
    const catalogue = buildCatalogue(present);
    const described = findSlos(present).flatMap((slo) => {
      const result = describeSlo(slo, settings, catalogue);
      if (typeof result !== "string") return [result];
      problems.push(`"${slo.name}": ${result}`);
      return [];
    });
    return [{ settings, slos: described }];
  });
  const written = slos.map((one) => write(format, one.slos, one.settings));
  const texts = written.map(({ text }) => text).filter((text) => text !== "");
  const separator = format === "openslo" ? "---\n" : "";
  const missing = [...problems, ...written.flatMap((one) => one.problems)];
  return { ...base, text: texts.join(separator), problems: missing, isComplete: missing.length === 0 };
}

function findUnknown({ config, systems }: Project, environment: string | undefined, system: string | undefined) {
  if (environment !== undefined && !Object.hasOwn(config.environments, environment))
    return `environment "${environment}"`;
  if (system !== undefined && systems.every(({ name }) => name !== system)) return `system "${system}"`;
  return undefined;
}

function selectSystems({ systems }: Project, name: string | undefined) {
  return name === undefined ? systems : systems.filter((system) => system.name === name);
}

function chooseEnvironment(all: readonly string[], requested: string | undefined): string | undefined {
  if (requested !== undefined) return all.includes(requested) ? requested : undefined;
  return all.find((name) => name === "prod" || name === "production") ?? all[0];
}

function write(format: ExportFormat, slos: readonly ForeignSlo[], { dataSource, dataSources }: Settings) {
  if (slos.length === 0) return { text: "", problems: [] };
  if (format === "openslo") return { text: writeOpenSlo(slos), problems: [] };
  const uid = dataSource === undefined ? undefined : dataSources[dataSource]?.uid;
  const { requests, problems } = writeGrafanaSlos(slos, uid ?? "");
  return { text: requests.map((request) => `${JSON.stringify(request)}\n`).join(""), problems };
}

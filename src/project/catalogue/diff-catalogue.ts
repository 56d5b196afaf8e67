import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { servicesOf } from "../../model/system/catalogue.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import { type CatalogueDifference, compareExposed } from "./compare-exposed.js";
import type { ExposedMetric } from "./exposed.js";

export interface DiffCatalogueOptions extends LoadOptions {
  readonly exposed: readonly ExposedMetric[];
  /** The name of the service that exposes them. @default the only one of the project */
  readonly service: string | undefined;
}

export type DiffCatalogueResult =
  | { readonly service: string; readonly differences: readonly CatalogueDifference[] }
  /** Wrong use: no such service. */
  | { readonly problem: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly root: string; readonly readSource: ReadSource };

/** Compares the metrics that a service of the project declares with those that it exposes. */
export async function diffCatalogue(options: DiffCatalogueOptions): Promise<DiffCatalogueResult> {
  const { exposed, service: name, ...loading } = options;
  const { root, project, diagnostics, sourceFiles } = await loadProject(loading);
  if (!project || hasErrors(diagnostics)) return { diagnostics, root, readSource: sourceFiles.read };
  const services = project.systems.flatMap((system) => servicesOf(system).map((service) => ({ system, service })));
  const found = name === undefined ? services : services.filter(({ service }) => isCalled(service, name));
  if (found.length !== 1) {
    const names = [...new Set(services.map(({ service }) => `${service.system}/${service.name}`))].join(", ");
    const problem = name === undefined ? "name the service that exposes them" : `there is no single service "${name}"`;
    return { problem: `${problem}: ${names}` };
  }
  const { system, service } = found[0]!;
  const added = new Set(["job", "instance", ...Object.keys(system.labels ?? {}), ...Object.keys(service.addedLabels)]);
  const differences = compareExposed(service.metrics, exposed, added);
  return { service: `${service.system}/${service.name}`, differences };
}

function isCalled({ system, name }: ServiceFacts, text: string): boolean {
  return text === name || text === `${system}/${name}`;
}

import type { Dashboard } from "../../model/dashboard/dashboard.js";
import { define } from "../../model/definition/definition.js";
import { deriveKey } from "../../model/definition/key.js";
import type { Settings } from "../../model/project/project.js";
import type { Slo } from "../../model/slo/slo.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { findServices } from "../../model/system/identity.js";
import type { SystemFacts } from "../../model/system/system.js";
import { sortBy } from "../sort-by.js";
import { findSlos } from "./find-slos.js";
import { buildSloOverview } from "./overview.js";
import { buildServiceDashboard } from "./service-dashboard.js";

/** Adds the dashboards of its SLOs to a system: one of all, and one for each service. A dashboard of the same key takes the place of one. */
export function withSloDashboards(system: SystemFacts, catalogue: Catalogue, settings: Settings): SystemFacts {
  const dataSource = system.environments?.[settings.environment]?.dataSource ?? settings.dataSource;
  const slos = findSlos(system);
  if (dataSource === undefined || slos.length === 0) return system;
  const services = new Set(slos.map((slo) => serviceOf(slo, catalogue)));
  const generated = [
    buildSloOverview(system, slos, settings),
    ...sortBy(services, (service) => service ?? "").map((service) => {
      const own = slos.filter((slo) => serviceOf(slo, catalogue) === service);
      return buildServiceDashboard(system, service ?? system.title, own);
    }),
  ];
  const taken = new Set(system.definitions.flatMap((one) => (one.kind === "dashboard" ? [keyOf(one)] : [])));
  const added = generated.filter((one) => !taken.has(keyOf(one)));
  return define({ ...system, definitions: [...system.definitions, ...added] }, system.origin);
}

/** The service that an SLO names, or the only one whose metrics it reads; undefined if there are several. */
function serviceOf({ indicator }: Slo, catalogue: Catalogue): string | undefined {
  if (indicator.service !== undefined) return indicator.service;
  const services = new Set([indicator.total, indicator.part.query].flatMap((query) => findServices(query, catalogue)));
  const [only] = services;
  return services.size === 1 && only !== "" ? only : undefined;
}

function keyOf({ key, title }: Pick<Dashboard, "key" | "title">): string {
  return key ?? deriveKey(title);
}

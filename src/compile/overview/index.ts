import { define } from "../../model/definition/definition.js";
import { deriveKey } from "../../model/definition/key.js";
import type { Settings } from "../../model/project/project.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SystemDefinition, SystemFacts } from "../../model/system/system.js";
import { buildOverview, overviewTitle } from "./dashboard.js";
import { findWatchedServices } from "./watched-services.js";

export { overviewTitle } from "./dashboard.js";

/**
 * Adds the overview to a system, unless it has one of its own, or does not want any. It needs a service that answers requests,
 * and a data source to ask.
 */
export function withOverview(system: SystemFacts, catalogue: Catalogue, settings: Settings): SystemFacts {
  const dataSource = system.environments?.[settings.environment]?.dataSource ?? settings.dataSource;
  if (!system.hasOverview || dataSource === undefined || system.definitions.some(isOverview)) return system;
  const services = findWatchedServices(system, settings.environment);
  if (!services.some(({ http }) => http)) return system;
  const definitions = [...system.definitions, buildOverview(system, services, { settings, catalogue })];
  return define({ ...system, definitions }, system.origin);
}

/** True for the overview of a system, generated or its own. */
export function isOverview(definition: SystemDefinition): boolean {
  if (definition.kind !== "dashboard" && definition.kind !== "foreignDashboard") return false;
  const title = definition.kind === "dashboard" ? definition.title : String(Reflect.get(definition.json, "title"));
  return (definition.key ?? deriveKey(title)) === deriveKey(overviewTitle);
}

import type { Settings } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import { ruleDialect } from "../../promql/index.js";
import { analyzeAlert } from "../prometheus/alert-labels.js";

/** True if some alert of a system has the service label, so that its alerts can be counted by service. */
export function alertsNameServices(system: SystemFacts, catalogue: Catalogue, settings: Settings): boolean {
  const { environment, versions } = settings;
  const dialect = ruleDialect(prometheusRelease(versions));
  return system.definitions.some(
    (definition) =>
      definition.kind === "alert" &&
      analyzeAlert(definition, catalogue, { environment, dialect }).carries(system.serviceLabel),
  );
}

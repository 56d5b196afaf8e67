import { resolve } from "../../model/definition/per-environment.js";
import { compose } from "../../model/expression/compose.js";
import { isCondition, isQuery } from "../../model/expression/query.js";
import type { Settings } from "../../model/project/project.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import { panelDialect, parse } from "../../promql/index.js";
import { alertLabels, inferAlertSeries } from "../prometheus/alert-labels.js";
import { createSeriesLookup } from "../series-lookup.js";

/** True if some alert of a system has the service label, so that its alerts can be counted by service. */
export function alertsNameServices(system: SystemFacts, catalogue: Catalogue, settings: Settings): boolean {
  const { environment, versions } = settings;
  const dialect = panelDialect(releaseOrDefault("prometheus", versions.prometheus));
  const lookup = createSeriesLookup(catalogue, []);
  return system.definitions.some((definition) => {
    if (definition.kind !== "alert") return false;
    const when = resolve(definition.when, environment);
    const query = isCondition(when) ? when.query : when;
    // A value of another type is reported where the alert is compiled.
    if (!isQuery(query)) return false;
    const { text } = compose(query, environment, () => true);
    const { expr } = parse(text, dialect);
    return alertLabels(inferAlertSeries({ expr }, lookup))(system.serviceLabel) !== "never";
  });
}

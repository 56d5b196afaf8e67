import { environmentLabel } from "../../compile/slo/environment-label.js";
import type { ForeignSlo, SloExtras } from "../../formats/slo/index.js";
import { rangePlaceholder } from "../../formats/slo/index.js";
import { resolve, resolveRecord } from "../../model/definition/per-environment.js";
import { compose } from "../../model/expression/compose.js";
import type { Query } from "../../model/expression/query.js";
import type { Settings } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { readObjective } from "../../model/slo/objective.js";
import type { Slo } from "../../model/slo/slo.js";
import { minimumFailuresOf } from "../../model/slo/slo-alerts.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { findServices } from "../../model/system/identity.js";
import { panelDialect, parse, print, windowVariable } from "../../promql/index.js";
import { describeTiers } from "./describe-tiers.js";

/** Describes an SLO in one environment for another tool; a text is the reason that no other tool can have it. */
export function describeSlo(slo: Slo, settings: Settings, catalogue: Catalogue): ForeignSlo | string {
  const { name, title, indicator, window } = slo;
  const { environment } = settings;
  const objective = readObjective(resolve(slo.objective, environment) ?? "");
  if (!objective) return `it has no objective in ${environment}`;
  if ([indicator.total, indicator.part.query].some(({ language }) => language === "logql"))
    return "its events are in logs, which other tools cannot query";
  const total = render(indicator.total, settings);
  const query = render(indicator.part.query, settings);
  if (total === undefined || query === undefined) return "its expression does not parse";
  const countsTime = indicator.countsTime || (total === "vector(1)" && indicator.events === "time");
  const services = findServices(indicator.part.query, catalogue).filter((service) => service !== "");
  const options = describeOptions(slo, countsTime, environment);
  return {
    ...{ name, title: title === name ? undefined : title, description: slo.description, window },
    objective: `${Number(`${objective.share}e2`)}%`,
    ...{ by: indicator.groupedBy, total, part: { is: indicator.part.is, query }, countsTime },
    ...(services.length === 1 && { service: services[0]! }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

/** An expression on one line, with the range as a placeholder. */
function render(query: Query, settings: Settings): string | undefined {
  const dialect = panelDialect(prometheusRelease(settings.versions));
  const needsParentheses = (text: string) => /binary|unary/.test(parse(text, dialect).expr?.kind ?? "");
  const { text } = compose(query, settings.environment, needsParentheses, {
    environmentLabels: (rule) => environmentLabel(settings, rule),
  });
  const { expr } = parse(text, dialect);
  const variables = (name: string) => (name === windowVariable ? rangePlaceholder : undefined);
  return expr && print(expr, { width: Number.POSITIVE_INFINITY, variables });
}

/** The options of a definition that are not the usual ones, as plain data. */
function describeOptions(slo: Slo, countsTime: boolean, environment: string): SloExtras {
  const { key, indicator, expectedTraffic, owner, runbook } = slo;
  const minimum = minimumFailuresOf(slo);
  const [page, ticket] = [slo.page, slo.ticket].map((severity) => resolve(severity, environment));
  const labels = resolveRecord(slo.labels, environment);
  const alerts = describeTiers(slo, environment);
  const isUsual = (countsTime ? 0 : 10) === minimum;
  return {
    ...(!countsTime && indicator.events !== "events" && { events: indicator.events }),
    ...(key !== undefined && { key }),
    ...(page !== undefined && { page }),
    ...(ticket !== undefined && { ticket }),
    ...(!isUsual && { minimumFailures: minimum }),
    ...(expectedTraffic !== undefined && { expectedTraffic }),
    ...(owner !== undefined && { owner }),
    ...(typeof runbook === "string" && { runbook }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(alerts).length > 0 && { alerts }),
  };
}

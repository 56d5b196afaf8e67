import { posix } from "node:path";
import { compareText } from "../../diagnostics/order.js";
import type { Alert } from "../../model/alert/alert.js";
import type { ServiceFacts } from "../../model/system/service.js";
import { foreignName } from "../foreign-services.js";
import { sortBy } from "../sort-by.js";
import type { AlertFacts } from "./alert-facts.js";
import type { PageReference, RunbookPage } from "./page.js";
import { pageOf, runbookPage } from "./page-path.js";

/** An alert of a system, and the services whose metrics it reads. */
export interface AlertOfSystem {
  readonly definition: Alert;
  readonly services: readonly string[];
}

/**
 * The other alerts that a page names: of what its services need, those that are silenced or silence it, and others.
 *
 * @param known the alerts of its system, and of those that its services need
 */
export function findReferences(
  name: string,
  page: readonly AlertFacts[],
  known: readonly AlertOfSystem[],
): Pick<RunbookPage, "dependencies" | "silences" | "silencedBy" | "related"> {
  const { system } = page[0]!.definition;
  const alerts = known.filter(({ definition }) => definition.system === system);
  const services = new Set(page.flatMap((facts) => facts.services));
  const silenced = new Set(page.flatMap(({ definition }) => (definition.silences ?? []).map((other) => other.name)));
  const silencing = new Set(
    alerts.flatMap(({ definition }) =>
      definition.silences?.some((other) => other.name === name) ? [definition.name] : [],
    ),
  );
  const related = new Set(
    alerts.flatMap((other) => (other.services.some((service) => services.has(service)) ? [other.definition.name] : [])),
  );
  for (const other of [name, ...silenced, ...silencing]) related.delete(other);
  const references = (names: ReadonlySet<string>) =>
    [...names].sort(compareText).map((other) => reference(other, system, alerts));
  const needed = new Map(
    page.flatMap(({ dependsOn }) => dependsOn.map((service) => [serviceTitle(service, system), service])),
  );
  const dependencies = sortBy(needed, ([title]) => title).map(([title, service]) => {
    const theirs = known.filter(({ definition }) => definition.system === service.system);
    const names = [...alertsOf(service.name, theirs)].sort(compareText);
    return { title, alerts: names.map((other) => reference(other, system, theirs)) };
  });
  return {
    dependencies,
    silences: references(silenced),
    silencedBy: references(silencing),
    related: references(related),
  };
}

function serviceTitle(service: ServiceFacts, system: string): string {
  return service.system === system ? service.name : foreignName(service);
}

/** The names of the alerts on the metrics of a service. */
function alertsOf(service: string, alerts: readonly AlertOfSystem[]): ReadonlySet<string> {
  return new Set(alerts.flatMap(({ definition, services }) => (services.includes(service) ? [definition.name] : [])));
}

/** Links to the page of another alert, relative to the pages of its system. */
function reference(name: string, system: string, alerts: readonly AlertOfSystem[]): PageReference {
  const target = alerts.find(({ definition }) => definition.name === name)?.definition;
  if (target?.runbook === undefined) return { title: name, url: "" };
  const page = pageOf(target);
  if (page === undefined) return { title: name, url: String(target.runbook) };
  return { title: name, url: `${posix.relative(posix.dirname(runbookPage(system, name)), page)}.md` };
}

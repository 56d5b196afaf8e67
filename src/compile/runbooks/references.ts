import { posix } from "node:path";
import { compareText } from "../../diagnostics/order.js";
import type { Alert } from "../../model/alert/alert.js";
import type { AlertFacts } from "./alert-facts.js";
import type { PageReference, RunbookPage } from "./page.js";
import { pageOf, runbookPage } from "./page-path.js";

/** An alert of the system, and the services whose metrics it reads. */
export interface AlertOfSystem {
  readonly definition: Alert;
  readonly services: readonly string[];
}

/** The other alerts that a page names: of what its services need, those that are silenced or silence it, and others. */
export function findReferences(
  name: string,
  page: readonly AlertFacts[],
  alerts: readonly AlertOfSystem[],
): Pick<RunbookPage, "dependencies" | "silences" | "silencedBy" | "related"> {
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
    [...names].sort(compareText).map((other) => reference(other, page[0]!.definition.system, alerts));
  const dependencies = [...new Set(page.flatMap(({ dependsOn }) => dependsOn))].sort(compareText).map((title) => ({
    title,
    alerts: references(alertsOf(title, alerts)),
  }));
  return {
    dependencies,
    silences: references(silenced),
    silencedBy: references(silencing),
    related: references(related),
  };
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

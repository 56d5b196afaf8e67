import { parseTemplate } from "../../handlebars/index.js";
import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";
import { text } from "../../panels/kinds/widgets/text.js";
import { foreignName } from "../foreign-services.js";
import { renderMarkdown } from "../pages/render-markdown.js";
import { sortBy } from "../sort-by.js";
import type { WatchedService } from "./watched-services.js";

const template = parseTemplate(`| Service | Needs | Needed by |
|---|---|---|
{{#each services}}
| {{escape name}} | {{escape needs}} | {{escape neededBy}} |
{{/each}}
`);

/** A service that needs another one. */
interface Dependency {
  readonly dependent: string;
  readonly dependency: string;
}

/** The dependencies that services declare, if there are any: where the cause of a problem may be, and what it may break. */
export function dependenciesRow(system: SystemFacts, watched: readonly WatchedService[]): readonly Row[] {
  const dependencies = listDependencies(system, watched);
  if (dependencies.length === 0) return [];
  const names = new Set(dependencies.flatMap(({ dependent, dependency }) => [dependent, dependency]));
  const services = sortBy(names, (name) => name).map((name) => ({
    name,
    needs: join(dependencies.flatMap(({ dependent, dependency }) => (dependent === name ? [dependency] : []))),
    neededBy: join(dependencies.flatMap(({ dependent, dependency }) => (dependency === name ? [dependent] : []))),
  }));
  const description =
    `What the services of ${system.title} need. If one has a problem, the cause may be in what it needs, ` +
    "and the services that need it may fail next.";
  const height = Math.min(14, 3 + services.length);
  return [
    row(
      "Dependencies",
      text("Dependencies of services", renderMarkdown(template, { services }), { description, height }),
    ),
  ];
}

/** The dependencies of and on services that are there in this environment. Those of other systems have the name of theirs, too. */
function listDependencies(system: SystemFacts, watched: readonly WatchedService[]): readonly Dependency[] {
  const services = system.definitions.flatMap((one) => (one.kind === "service" ? [one.service] : []));
  const present = new Set(services.map(({ name }) => name));
  const values = new Map(watched.map(({ definition, value }) => [definition.service.name, value]));
  const nameOf = (service: ServiceFacts) =>
    service.system === system.name ? (values.get(service.name) ?? service.name) : foreignName(service);
  const own = services.flatMap((service) =>
    service.dependsOn
      .filter((needed) => needed.system !== system.name || present.has(needed.name))
      .map((needed) => ({ dependent: nameOf(service), dependency: nameOf(needed) })),
  );
  const foreign = (system.dependants ?? []).flatMap((service) =>
    service.dependsOn
      .filter((needed) => needed.system === system.name && present.has(needed.name))
      .map((needed) => ({ dependent: nameOf(service), dependency: nameOf(needed) })),
  );
  return [...own, ...foreign];
}

function join(names: readonly string[]): string {
  return sortBy(new Set(names), (name) => name).join(", ");
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Definitions, repository } from "./find-definitions.js";
import type { DocumentedSystem, Item, Place } from "./item.js";

/** Renders the tables of a system, and lists the places that do not exist. */
export function renderTables(system: DocumentedSystem, definitions: Definitions) {
  const missing: string[] = [];
  const find = (place: Place, name: string) => {
    const text = renderPlace(place, name, definitions);
    if (text === undefined) missing.push(`${system.name}: ${name}: ${JSON.stringify(place)}`);
    return text ?? "";
  };
  const sections = system.sections.map(({ title, items }) =>
    [
      `### ${title}`,
      "",
      "| in the document | here |",
      "|---|---|",
      ...items.map((one) => `| ${escaped(one.name)} | ${cell(one, (place) => find(place, one.name))} |`),
    ].join("\n"),
  );
  return { text: [`## ${system.title}`, ...sections].join("\n\n"), missing };
}

function cell({ places, note }: Item, render: (place: Place) => string): string {
  const texts = places.map(render).filter((text) => text !== "");
  const where = texts.join(", ");
  if (note === undefined) return where;
  return where === "" ? `none: ${escaped(note)}` : `${where}: ${escaped(note)}`;
}

/** Undefined if the place does not exist. */
function renderPlace(place: Place, name: string, definitions: Definitions): string | undefined {
  switch (place.kind) {
    case "dashboard": {
      const found = definitions.dashboards.get(place.title);
      if (!found || !place.parts.every((part) => found.parts.has(part))) return undefined;
      const parts = place.parts.map((part) => `"${escaped(part)}"`).join(", ");
      return `${link(place.title, found.file)}${parts === "" ? "" : `, ${parts}`}`;
    }
    case "metric": {
      const found = definitions.metrics.get(place.name);
      const renamed = place.name === name ? "" : `\`${place.name}\` of `;
      return found && `${renamed}${link(found.service, found.file)}`;
    }
    case "alert": {
      const found = definitions.alerts.get(place.name);
      const page = found?.runbook;
      if (!found || (page !== undefined && !existsSync(join(repository, page)))) return undefined;
      return `${link(place.name, found.file)}${page === undefined ? "" : `, ${link("runbook", page)}`}`;
    }
    case "runbook": {
      const page = definitions.alerts.get(place.name)?.runbook;
      return page === undefined || !existsSync(join(repository, page)) ? undefined : link(place.name, page);
    }
    case "slo": {
      const found = definitions.slos.get(place.name);
      return found && link(place.name, found);
    }
    case "file":
      return existsSync(join(repository, place.path)) ? link(place.title, place.path) : undefined;
    case "none":
      return "";
  }
}

/** A link from `docs/systems/README.md`. */
function link(text: string, path: string): string {
  return `[${escaped(text)}](${path.startsWith("docs/") ? path.replace(/^docs/, "..") : `../../${path}`})`;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}

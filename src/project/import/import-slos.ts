import { type ForeignSlo, rangePlaceholder, readForeignSlos } from "../../formats/slo/index.js";
import { readFiles } from "../files/read-files.js";

/** Definitions in TypeScript, and what of the files they leave out. */
export interface ImportedSlos {
  /** Empty if nothing could be imported. */
  readonly definitions: string;
  readonly problems: readonly string[];
}

/** Turns specifications of SLOs into definitions of a system, which `systems/NAME.ts` is taken to export by its name. */
export function importSlos(names: readonly string[], system: string, cwd: string): ImportedSlos {
  const { files, diagnostics } = readFiles(names, cwd);
  const { slos, problems } = readForeignSlos(files);
  const unreadable = diagnostics.map(({ summary, span }) => (span ? `${span.file}: ${summary}` : summary));
  const definitions = slos.length === 0 ? "" : renderDefinitions(slos, system);
  return { definitions, problems: [...unreadable, ...problems] };
}

function renderDefinitions(slos: readonly ForeignSlo[], system: string): string {
  const usesWindow = slos.some(({ total, part }) => `${total}${part.query}`.includes(rangePlaceholder));
  const names = ["eventRatio", "promql", ...(usesWindow ? ["window"] : [])];
  const head = [
    `import { ${names.join(", ")} } from "telltale";`,
    `import { ${identifier(system)} } from "../systems/${system}.js";`,
  ].join("\n");
  return `${[head, ...slos.map((slo) => renderSlo(slo, system))].join("\n\n")}\n`;
}

function renderSlo(slo: ForeignSlo, system: string): string {
  const { name, title, description, objective, window, by, total, part, countsTime, options = {} } = slo;
  const { events = countsTime ? "time" : undefined, ...others } = options;
  const own = { ...(countsTime && { minimumFailures: 0 }), ...others };
  return [
    `export const ${identifier(name)} = ${identifier(system)}.slo(${JSON.stringify(name)}, {`,
    ...(title === undefined ? [] : [`  title: ${JSON.stringify(title)},`]),
    `  description: ${JSON.stringify(description)},`,
    "  indicator: eventRatio({",
    `    ${part.is}: promql\`${renderQuery(part.query)}\`,`,
    `    of: promql\`${renderQuery(total)}\`,`,
    ...(by.length > 0 ? [`    by: ${JSON.stringify(by)},`] : []),
    ...(events === undefined ? [] : [`    events: ${JSON.stringify(events)},`]),
    "  }),",
    `  objective: ${JSON.stringify(objective)},`,
    `  window: ${JSON.stringify(window)},`,
    ...Object.entries(own).map(([option, value]) => `  ${option}: ${JSON.stringify(value)},`),
    "});",
  ].join("\n");
}

/** A query in a template literal, on one line, with the range as a hole. */
function renderQuery(query: string): string {
  return query
    .split(rangePlaceholder)
    .map((text) => text.replace(/\s*\n\s*/g, " ").replace(/`|\$\{/g, "\\$&"))
    .join(`\${window}`);
}

/** A name for a constant: `cartAvailability` for `cart-availability`. */
function identifier(name: string): string {
  const camel = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
  return /^[A-Za-z]/.test(camel) ? camel.charAt(0).toLowerCase() + camel.slice(1) : `slo${camel}`;
}

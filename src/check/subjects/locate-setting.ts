import type { CompiledPanel } from "../../compile/compiled.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { SettingPath } from "../../formats/grafana/view.js";
import { isDataQuery } from "../../model/dashboard/data-query.js";
import type { Panel } from "../../panels/kinds/index.js";
import type { PanelOptions } from "../../panels/panel.js";
import { type CallPart, locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";

/** Finds the option of a panel's definition that a setting in its JSON comes from. Undefined where it has none. */
export function locateSetting(panel: CompiledPanel, path: SettingPath, sources: SourceFiles): Span | undefined {
  const { definition } = panel;
  if (!("kind" in definition) || definition.kind !== "panel") return undefined;
  const [first, index] = path;
  if (first === "targets" && path[2] === "query") return locateQuery(definition, Number(index), sources);
  if (first === "targets") return locateLegend(definition, Number(index), sources);
  if (first === "transformations") return transformationAt(definition, Number(index))?.origin.span;
  if (first === "fieldConfig" && index === "overrides") return locateOverride(panel, definition, path, sources);
  const option = optionOf(path);
  return option === undefined ? undefined : locateOption(definition, [[option]], sources);
}

/** Finds the first of several options that is written out. */
function locateOption(
  definition: Panel,
  paths: readonly (readonly string[])[],
  sources: SourceFiles,
): Span | undefined {
  const parts = paths.map((path): CallPart => ({ argument: 2, path }));
  return locateInCall(definition.origin, parts, sources);
}

/** The option that becomes a setting. */
function optionOf([first, second, third]: SettingPath): string | undefined {
  if (first === "fieldConfig" && second === "defaults") return typeof third === "string" ? third : undefined;
  if (first !== "options") return undefined;
  return second === "legend" ? "showLegend" : second === "sortBy" ? "sortBy" : undefined;
}

/** The text of a query in the form of its data source. */
function locateQuery(definition: Panel, index: number, sources: SourceFiles): Span | undefined {
  const query = definition.queries[index]?.query;
  if (!isDataQuery(query)) return undefined;
  return locateInCall(query.origin, [{ argument: 0, path: ["query"] }], sources) ?? query.origin.span;
}

/** The name of a query is its legend. */
function locateLegend(definition: Panel, index: number, sources: SourceFiles): Span | undefined {
  const name = definition.queries[index]?.name;
  const named: readonly CallPart[] = name === undefined ? [] : [{ argument: 1, path: [name], isKey: true }];
  return locateInCall(definition.origin, [...named, { argument: 2, path: ["legend"] }], sources);
}

/** Transformations of the options come before those of the kind. */
function transformationAt({ options }: Panel, index: number) {
  const { transformations = [] }: PanelOptions = options;
  return transformations[index];
}

/** Overrides of the options come after those of the kind, which are for columns and colours. */
function locateOverride(
  { data }: CompiledPanel,
  definition: Panel,
  [, , index, ...rest]: SettingPath,
  sources: SourceFiles,
): Span | undefined {
  const { overrides = [] }: PanelOptions = definition.options;
  const all = data.fieldConfig?.overrides ?? [];
  const property = rest[0] === "properties" ? propertyAt(all[Number(index)], rest[1]) : [];
  const own = overrides[Number(index) - (all.length - overrides.length)];
  if (own) {
    const option = property.map((name): CallPart => ({ argument: 1, path: [name] }));
    return locateInCall(own.origin, [...option, { argument: 0, path: [] }], sources) ?? own.origin.span;
  }
  const title = (all[Number(index)] as { matcher?: { options?: unknown } } | undefined)?.matcher?.options;
  const columns = "columns" in definition.options ? Object.entries(definition.options.columns ?? {}) : [];
  const column = columns.find(([source, options]) => (options.title ?? source) === title)?.[0];
  if (column === undefined) return undefined;
  const option = property.map((name) => ["columns", column, name]);
  return locateOption(definition, [...option, ["columns", column]], sources);
}

/** The name of a property, which is that of its option; none if it has no name. */
function propertyAt(override: unknown, index: string | number | undefined): readonly string[] {
  const { properties } = override as { properties?: readonly { id?: unknown }[] };
  const id = properties?.[Number(index)]?.id;
  return typeof id === "string" ? [id] : [];
}

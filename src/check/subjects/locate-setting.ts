import type { CompiledPanel } from "../../compile/compiled.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { SettingPath } from "../../formats/grafana/view.js";
import type { Panel } from "../../panels/kinds/index.js";
import type { PanelOptions } from "../../panels/panel.js";
import { type CallPart, locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";

/** Finds the option of a panel's definition that a setting in its JSON comes from. Undefined where it has none. */
export function locateSetting(panel: CompiledPanel, path: SettingPath, sources: SourceFiles): Span | undefined {
  const { definition } = panel;
  if (!("kind" in definition) || definition.kind !== "panel") return undefined;
  const [first, index] = path;
  if (first === "targets") return locateLegend(definition, Number(index), sources);
  if (first === "transformations") return transformationAt(definition, Number(index))?.origin.span;
  if (first === "fieldConfig" && index === "overrides") return locateOverride(panel, definition, path, sources);
  const option = optionOf(path);
  return option === undefined ? undefined : locateOption(definition, [option], sources);
}

function locateOption(definition: Panel, path: readonly string[], sources: SourceFiles): Span | undefined {
  return locateInCall(definition.origin, [{ argument: 2, path }], sources);
}

/** The option that becomes a setting. */
function optionOf([first, second, third]: SettingPath): string | undefined {
  if (first === "fieldConfig" && second === "defaults") return typeof third === "string" ? third : undefined;
  if (first !== "options") return undefined;
  return second === "legend" ? "showLegend" : second === "sortBy" ? "sortBy" : undefined;
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
function locateOverride({ data }: CompiledPanel, definition: Panel, path: SettingPath, sources: SourceFiles) {
  const { overrides = [] }: PanelOptions = definition.options;
  const all = data.fieldConfig?.overrides ?? [];
  const own = overrides[Number(path[2]) - (all.length - overrides.length)];
  if (own) {
    const property =
      path.length > 3 && path[3] === "properties" ? propertyAt(all[Number(path[2])], path[4]) : undefined;
    const parts = [...(property === undefined ? [] : [{ argument: 1, path: [property] }]), { argument: 0, path: [] }];
    return locateInCall(own.origin, parts, sources) ?? own.origin.span;
  }
  const title = (all[Number(path[2])] as { matcher?: { options?: unknown } } | undefined)?.matcher?.options;
  const columns = "columns" in definition.options ? Object.entries(definition.options.columns ?? {}) : [];
  const column = columns.find(([source, options]) => (options.title ?? source) === title);
  return column && locateOption(definition, ["columns", column[0]], sources);
}

function propertyAt(override: unknown, index: string | number | undefined): string | undefined {
  const { properties } = override as { properties?: readonly { id?: unknown }[] };
  const id = properties?.[Number(index)]?.id;
  return typeof id === "string" ? id : undefined;
}

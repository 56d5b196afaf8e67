import { get, isJson, type Json, origin } from "../../plain-json.js";
import { defined, textAt } from "../members.js";
import { hideModes, refreshModes, sortModes } from "../variable-modes.js";
import { convertSource } from "./panels.js";

type Convert = (spec: Json, variable: Json) => Json;

/** The names of the members of each kind of variable in the classic form, and the values they become. */
const converters: Readonly<Record<string, Convert>> = {
  QueryVariable: (spec) => ({
    type: "query",
    ...choices(spec),
    datasource: convertSource(spec.query),
    query: convertQuery(get(spec, "query", "spec")),
    definition: spec.definition,
    regex: spec.regex,
    regexApplyTo: spec.regexApplyTo,
    refresh: modeNumber(spec.refresh, refreshModes),
    sort: modeNumber(spec.sort, sortModes),
    staticOptions: spec.staticOptions,
    staticOptionsOrder: spec.staticOptionsOrder,
  }),
  DatasourceVariable: (spec) => ({
    type: "datasource",
    ...choices(spec),
    query: spec.pluginId,
    regex: spec.regex,
    refresh: modeNumber(spec.refresh, refreshModes),
  }),
  CustomVariable: (spec) => ({
    type: "custom",
    ...choices(spec),
    query: spec.query,
    valuesFormat: spec.valuesFormat,
  }),
  ConstantVariable: (spec) => ({ type: "constant", current: convertCurrent(spec.current), query: spec.query, hide: 2 }),
  IntervalVariable: (spec) => ({
    type: "interval",
    current: convertCurrent(spec.current),
    options: spec.options ?? [],
    query: spec.query,
    auto: spec.auto,
    auto_min: spec.auto_min,
    auto_count: spec.auto_count,
  }),
  TextVariable: (spec) => ({ type: "textbox", current: convertCurrent(spec.current), query: spec.query }),
  SwitchVariable: (spec) => ({
    type: "switch",
    current: { text: spec.current, value: spec.current },
    options: [spec.enabledValue, spec.disabledValue].map((value) => ({
      selected: spec.current === value,
      text: value,
      value,
    })),
    query: "",
  }),
  GroupByVariable: (spec, variable) => ({
    type: "groupby",
    current: convertCurrent(spec.current),
    options: spec.options ?? [],
    multi: spec.multi,
    datasource: convertSource(variable),
  }),
  AdhocVariable: (spec, variable) => ({
    type: "adhoc",
    allowCustomValue: spec.allowCustomValue,
    datasource: convertSource(variable),
    baseFilters: emptyAsUndefined(spec.baseFilters),
    filters: emptyAsUndefined(spec.filters),
    defaultKeys: emptyAsUndefined(spec.defaultKeys),
  }),
};

/** Converts a variable to its classic form. Undefined for a kind that is not known. */
export function convertVariable(variable: Json): Json | undefined {
  const kind = textAt(variable, "kind") ?? "";
  const { spec } = variable;
  if (!Object.hasOwn(converters, kind) || !isJson(spec)) return undefined;
  return defined({
    [origin]: spec[origin],
    name: spec.name ?? "",
    label: spec.label,
    description: spec.description,
    hide: modeNumber(spec.hide, hideModes),
    skipUrlSync: spec.skipUrlSync === true,
    ...converters[kind]!(spec, variable),
  });
}

function choices(spec: Json): Json {
  return {
    current: convertCurrent(spec.current),
    options: spec.options ?? [],
    multi: spec.multi,
    includeAll: spec.includeAll,
    allValue: spec.allValue,
    allowCustomValue: spec.allowCustomValue,
  };
}

function convertCurrent(current: unknown): Json {
  return { text: get(current, "text") ?? "", value: get(current, "value") ?? "" };
}

function convertQuery(spec: unknown): unknown {
  return get(spec, "__legacyStringValue") ?? spec;
}

function modeNumber(mode: unknown, modes: readonly string[]): number {
  return Math.max(0, modes.indexOf(String(mode)));
}

function emptyAsUndefined(list: unknown): unknown {
  return Array.isArray(list) && list.length > 0 ? list : undefined;
}

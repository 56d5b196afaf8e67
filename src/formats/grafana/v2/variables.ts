import type { DataSourceIndex } from "../data-source-index.js";
import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { booleanAt, defined, integerAt, textAt, textsAt } from "./members.js";
import { readVariableSource, renderQuery } from "./source-of.js";
import { hideModes, refreshModes, sortModes } from "./variable-modes.js";

type RenderVariable = (variable: Json, sources: DataSourceIndex) => object;

const renderers: Readonly<Record<string, RenderVariable>> = {
  query: renderQueryVariable,
  datasource: renderDataSourceVariable,
  custom: renderCustomVariable,
  constant: renderConstantVariable,
  interval: renderIntervalVariable,
  textbox: renderTextVariable,
  switch: renderSwitchVariable,
  adhoc: renderAdhocVariable,
  groupby: renderGroupByVariable,
};

/** True for the types of variables that v2 has. */
export function isVariableType(type: string): boolean {
  return Object.hasOwn(renderers, type);
}

/** Converts a variable. Undefined for a type that v2 does not know. */
export function renderVariable(variable: Json, sources: DataSourceIndex): object | undefined {
  const type = textAt(variable, "type") ?? "";
  return isVariableType(type) ? renderers[type]!(variable, sources) : undefined;
}

/** The name of a mode that is a number in the classic form. */
function modeAt(variable: Json, name: string, modes: readonly string[]): string {
  const value = variable[name];
  const mode = typeof value === "number" ? modes[Math.trunc(value)] : modes.find((known) => known === value);
  return mode ?? modes[0]!;
}

function common(variable: Json) {
  return {
    label: textAt(variable, "label"),
    hide: modeAt(variable, "hide", hideModes),
    skipUrlSync: variable.skipUrlSync === true,
    description: textAt(variable, "description"),
  };
}

function choices(variable: Json) {
  return {
    multi: variable.multi === true,
    includeAll: variable.includeAll === true,
    allValue: textAt(variable, "allValue"),
    allowCustomValue: booleanAt(variable, "allowCustomValue") ?? true,
  };
}

function nameOf(variable: Json): string {
  return textAt(variable, "name") ?? "";
}

function textOrTexts(value: unknown): unknown {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  return get(value, "__legacyStringValue") ?? "";
}

function currentOf(current: unknown): object {
  return { text: textOrTexts(get(current, "text")), value: textOrTexts(get(current, "value")) };
}

function optionsOf(options: unknown): readonly object[] {
  return objectsOf(options).map((option) => ({ selected: option.selected === true, ...currentOf(option) }));
}

function renderQueryVariable(variable: Json, sources: DataSourceIndex): object {
  const { query } = variable;
  const text = typeof query === "string" && query !== "" ? { __legacyStringValue: query } : {};
  return {
    kind: "QueryVariable",
    spec: defined({
      name: nameOf(variable),
      current: currentOf(variable.current),
      ...common(variable),
      refresh: modeAt(variable, "refresh", refreshModes),
      query: renderQuery(readVariableSource(variable.datasource, sources), isJson(query) ? query : text),
      regex: textAt(variable, "regex") ?? "",
      regexApplyTo: textAt(variable, "regexApplyTo"),
      sort: modeAt(variable, "sort", sortModes),
      definition: typeof variable.definition === "string" ? variable.definition : undefined,
      options: optionsOf(variable.options),
      ...choices(variable),
      staticOptions: Array.isArray(variable.staticOptions) ? optionsOf(variable.staticOptions) : undefined,
      staticOptionsOrder: textAt(variable, "staticOptionsOrder"),
    }),
  };
}

function renderDataSourceVariable(variable: Json, sources: DataSourceIndex): object {
  return {
    kind: "DatasourceVariable",
    spec: defined({
      name: nameOf(variable),
      pluginId: typeof variable.query === "string" ? variable.query : sources.defaultType,
      refresh: modeAt(variable, "refresh", refreshModes),
      regex: textAt(variable, "regex") ?? "",
      current: currentOf(variable.current),
      options: optionsOf(variable.options),
      ...choices(variable),
      ...common(variable),
    }),
  };
}

function renderCustomVariable(variable: Json): object {
  return {
    kind: "CustomVariable",
    spec: defined({
      name: nameOf(variable),
      query: textAt(variable, "query") ?? "",
      current: currentOf(variable.current),
      options: optionsOf(variable.options),
      ...choices(variable),
      ...common(variable),
      valuesFormat: ["csv", "json"].find((format) => format === variable.valuesFormat),
    }),
  };
}

function renderConstantVariable(variable: Json): object {
  const query = textAt(variable, "query") ?? "";
  const current = isJson(variable.current) ? currentOf(variable.current) : { text: query, value: query };
  return { kind: "ConstantVariable", spec: defined({ name: nameOf(variable), query, current, ...common(variable) }) };
}

function renderIntervalVariable(variable: Json): object {
  const values = objectsOf(variable.options).flatMap(
    (option) => textAt(option, "value") ?? textAt(option, "text") ?? [],
  );
  return {
    kind: "IntervalVariable",
    spec: defined({
      name: nameOf(variable),
      query: textAt(variable, "query") ?? values.join(","),
      current: currentOf(variable.current),
      options: optionsOf(variable.options),
      auto: variable.auto === true,
      auto_min: textAt(variable, "auto_min") ?? "",
      auto_count: integerAt(variable, "auto_count") ?? 0,
      refresh: "onTimeRangeChanged",
      ...common(variable),
    }),
  };
}

function renderTextVariable(variable: Json): object {
  return {
    kind: "TextVariable",
    spec: defined({
      name: nameOf(variable),
      current: currentOf(variable.current),
      query: textAt(variable, "query") ?? "",
      ...common(variable),
    }),
  };
}

/** The first option of a switch is its value when on, the second its value when off. */
function renderSwitchVariable(variable: Json): object {
  const readValue = (option: unknown) => textAt(option, "value") ?? textAt(option, "text");
  const [on, off] = Array.isArray(variable.options) ? variable.options : [];
  const disabledValue = readValue(off) ?? "false";
  return {
    kind: "SwitchVariable",
    spec: defined({
      name: nameOf(variable),
      current: readValue(variable.current) ?? disabledValue,
      enabledValue: readValue(on) ?? "true",
      disabledValue,
      ...common(variable),
    }),
  };
}

function renderAdhocVariable(variable: Json, sources: DataSourceIndex): object {
  return {
    kind: "AdhocVariable",
    ...sourceOf(variable, sources),
    spec: defined({
      name: nameOf(variable),
      baseFilters: filtersOf(variable.baseFilters),
      filters: filtersOf(variable.filters),
      defaultKeys: keysOf(variable.defaultKeys),
      ...common(variable),
      allowCustomValue: booleanAt(variable, "allowCustomValue") ?? true,
    }),
  };
}

function renderGroupByVariable(variable: Json, sources: DataSourceIndex): object {
  return {
    kind: "GroupByVariable",
    ...sourceOf(variable, sources),
    spec: defined({
      name: nameOf(variable),
      current: currentOf(variable.current),
      options: optionsOf(variable.options),
      multi: booleanAt(variable, "multi") ?? true,
      ...common(variable),
    }),
  };
}

function sourceOf({ datasource }: Json, sources: DataSourceIndex): object {
  const { group, uid } = readVariableSource(datasource, sources);
  return uid === undefined ? { group: "" } : { group, datasource: { name: uid } };
}

/** Filters of the dashboard itself; those that come from elsewhere are not kept. */
function filtersOf(filters: unknown): readonly object[] {
  const own = objectsOf(filters).filter(({ origin }) => origin === undefined || origin === "dashboard");
  return own.map((filter) => {
    const [values, valueLabels] = [textsAt(filter, "values"), textsAt(filter, "valueLabels")];
    return defined({
      key: textAt(filter, "key") ?? "",
      operator: textAt(filter, "operator") ?? "=",
      value: textAt(filter, "value") ?? "",
      values: values.length > 0 ? values : undefined,
      keyLabel: textAt(filter, "keyLabel"),
      valueLabels: valueLabels.length > 0 ? valueLabels : undefined,
      condition: textAt(filter, "condition"),
    });
  });
}

function keysOf(keys: unknown): readonly object[] {
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key: unknown) => {
    const text = typeof key === "string" ? key : textAt(key, "text");
    return text === undefined ? [] : { text, value: text };
  });
}

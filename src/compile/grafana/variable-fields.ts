import type { ChoiceVariable, LabelVariable, QueryVariable, Variable } from "../../model/dashboard/variable.js";
import type { ListValue } from "../../model/dashboard/variable-options.js";
import { renderSelector, renderSeries } from "../../model/expression/matchers.js";
import { isLogStream } from "../../model/metric/log-stream.js";
import { matchersOf, metricOf } from "../../model/metric/metric.js";

export const refreshModes = { never: 0, load: 1, timeRange: 2 } as const;

const hideModes = { label: 1, variable: 2 } as const;

/** Grafana's numbers of the orders, ascending and descending. */
const sortModes = {
  none: [0, 0],
  alphabetical: [1, 2],
  numerical: [3, 4],
  caseInsensitive: [5, 6],
  natural: [7, 8],
} as const;

export function sortMode({ sort, descending }: LabelVariable | QueryVariable) {
  return sortModes[sort][descending ? 1 : 0];
}

/** Renders the fields that every type of variable has. */
export function renderShared(variable: Variable) {
  const hide = variable.hide ?? (variable.from === "constant" ? "variable" : undefined);
  const allowCustomValue = "allowCustomValue" in variable ? variable.allowCustomValue : undefined;
  return {
    ...(hide !== undefined && { hide: hideModes[hide] }),
    ...(variable.skipUrlSync && { skipUrlSync: true }),
    ...(allowCustomValue !== undefined && { allowCustomValue }),
  };
}

/** The query for the values of a label. A label of the service's selector has one value there, so it is not matched. */
export function labelValuesQuery({ series, labelName }: LabelVariable, environment: string): string {
  // Grafana takes all behind the last comma for the name of the label, without quotes.
  return `label_values(${renderOffered(series, labelName, environment)}, ${labelName})`;
}

function renderOffered(series: LabelVariable["series"], labelName: string, environment: string): string {
  if (isLogStream(series)) {
    const matchers = Object.entries(series.selector).filter(([label]) => label !== labelName);
    return renderSelector(Object.fromEntries(matchers), environment).text || "{}";
  }
  const isOwnMatcher = series.kind === "series" && series.matchers[labelName] !== undefined;
  const matchers = Object.entries(matchersOf(series, environment)).filter(
    ([label]) => label !== labelName || isOwnMatcher,
  );
  return renderSeries(metricOf(series).name, Object.fromEntries(matchers), environment).text;
}

/**
 * True if "All" may match any value. With matchers, it stands for the values they select, and Loki needs one that does not
 * match an empty value.
 */
export function matchesAnyValue({ all, series, regex }: LabelVariable): boolean {
  if (!all || regex !== undefined || isLogStream(series)) return false;
  return series.kind !== "series" || Object.keys(series.matchers).length === 0;
}

/** Renders the choice that readers have, and the value chosen at first. */
export function renderChoice(
  { multiple, all, initial }: Pick<ChoiceVariable, "multiple" | "all" | "initial">,
  firstValue: string | undefined,
  textFor = (value: string) => value,
) {
  const value = initial ?? (all ? "$__all" : firstValue);
  const current = value === undefined ? undefined : { text: value === "$__all" ? "All" : textFor(value), value };
  const selected = current && (multiple ? { text: [current.text], value: [current.value] } : current);
  return { multi: multiple, includeAll: all, ...(selected && { current: selected }) };
}

export function renderAllValue(allValue: string | undefined) {
  return allValue === undefined ? {} : { allValue };
}

export function currentValue(value: string) {
  return { text: value, value };
}

/** Renders values, and texts that differ from them. Escapes commas, which separate the values in Grafana. */
export function renderList(values: readonly ListValue[]): string {
  const rendered = values.map((one) => (typeof one === "string" ? one : `${one.text} : ${one.value}`));
  return rendered.map((value) => value.replaceAll(",", "\\,")).join(", ");
}

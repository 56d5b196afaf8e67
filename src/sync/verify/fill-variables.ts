import { isJson, objectsOf } from "../../formats/grafana/plain-json.js";
import type { Dashboard } from "../../formats/grafana/types.js";
import { formatDuration } from "../../model/definition/duration.js";
import { type Settings, settingMs } from "../../model/project/project.js";
import { substituteVariables } from "../../promql/index.js";
import type { HttpClient } from "../http/client.js";
import { type DataSourceReference, findSource } from "./data-source.js";
import { lookBack, readLabelValues } from "./run-query.js";

/** Returns the value of a variable; undefined if it is unknown. */
export type VariableValue = (name: string) => string | undefined;

type Variable = Readonly<Record<string, unknown>>;

const interval = 60_000;

/** Chooses the first value of each variable of a dashboard, in their order: a query may use those before it. */
export async function fillVariables(
  client: HttpClient,
  dashboard: Dashboard,
  settings: Settings,
): Promise<VariableValue> {
  const values = new Map(macros(settings));
  const valueFor: VariableValue = (name) => values.get(name);
  for (const variable of objectsOf(dashboard.templating?.list)) {
    const value = await chooseValue(client, variable, valueFor, settings);
    if (value !== undefined) values.set(String(variable.name), value.replace(/[\\"]/g, "\\$&"));
  }
  return valueFor;
}

function macros({ scrapeInterval }: Settings): readonly (readonly [string, string])[] {
  const seconds = lookBack / 1000;
  return [
    ["__rate_interval", formatDuration(Math.max(interval, 4 * settingMs(scrapeInterval)))],
    ["__interval", formatDuration(interval)],
    ["__auto", formatDuration(interval)],
    ["__interval_ms", String(interval)],
    ["__range", formatDuration(lookBack)],
    ["__range_s", String(seconds)],
    ["__range_ms", String(lookBack)],
  ];
}

async function chooseValue(
  client: HttpClient,
  variable: Variable,
  valueFor: VariableValue,
  settings: Settings,
): Promise<string | undefined> {
  const { type, query, current } = variable;
  const chosen = isJson(current) ? [current.value].flat().filter(isText)[0] : undefined;
  if (type === "datasource")
    return chosen ?? Object.values(settings.dataSources).find((one) => one.type === query)?.uid;
  if (type === "textbox" || type === "constant") return isText(chosen) ? chosen : String(query ?? "");
  if (type !== "query") return chosen ?? firstOption(query);
  const asked = readQuery(variable, valueFor);
  const source = findSource(variable.datasource as DataSourceReference, valueFor, settings);
  const values = asked && source ? await readLabelValues(client, source, asked.label, asked.selector) : [];
  // A variable without any value selects whatever there is.
  return values[0] ?? chosen ?? ".*";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value !== "$__all" && value !== "default";
}

function firstOption(query: unknown): string | undefined {
  const [first] = typeof query === "string" ? query.split(/(?<!\\),/) : [];
  const [, value = first] = /^.* : (.*)$/s.exec(first ?? "") ?? [];
  return value?.trim().replaceAll("\\,", ",");
}

/** Reads `label_values(selector, label)`, or Loki's object for the same. */
function readQuery({ query, definition }: Variable, valueFor: VariableValue) {
  const fill = (text: unknown) =>
    typeof text === "string" && text !== "" ? substituteVariables(text, valueFor) : undefined;
  if (isJson(query) && typeof query.label === "string") return { label: query.label, selector: fill(query.stream) };
  const text = isJson(query) ? query.query : (query ?? definition);
  if (typeof text !== "string" || text.length > 2000) return undefined;
  const [, selector, label] = /^\s*label_values\(\s*(?:(.+),)?\s*"?([^,"]+?)"?\s*\)\s*$/s.exec(text) ?? [];
  return label === undefined ? undefined : { label, selector: fill(selector) };
}

import type { DashboardArtifact } from "../../compile/compiled.js";
import { durationMs, formatDuration } from "../../model/definition/duration.js";
import { type Settings, settingMs } from "../../model/project/project.js";
import { labelOf, type Store } from "../../promql/evaluate/index.js";
import { type PrometheusVersion, parse, ruleDialect, substituteVariables } from "../../promql/index.js";

/** Returns the value of a variable; undefined if it is unknown. */
export type VariableValue = (name: string) => string | undefined;

/** Returns the variables of a rule: its `${window}`. */
export function ruleVariables(window: number | undefined, settings: Settings): VariableValue {
  const length = formatDuration(window ?? settingMs(settings.window));
  return (name) => (name === "__window" ? length : undefined);
}

/**
 * Returns the values that Grafana interpolates for a dashboard's variables when it is opened: the default selection, all
 * values for "All", or else the first option.
 */
export function dashboardVariables(
  { value, settings }: DashboardArtifact,
  { store, version, step }: { readonly store: Store; readonly version: PrometheusVersion; readonly step: number },
): VariableValue {
  const values = new Map<string, string>(macros(settings, step, dashboardRange(value.time?.from)));
  const valueFor: VariableValue = (name) => values.get(name);
  const list = Array.isArray(value.templating?.list) ? value.templating.list : [];
  for (const variable of list as readonly ListedVariable[]) {
    const chosen = initialValue(variable, valueFor, store, version);
    if (chosen !== undefined) values.set(variable.name, escapeForQuotes(chosen));
  }
  return valueFor;
}

const defaultRange = 3_600_000;

/** Parses the time range of a dashboard, such as `now-6h`. */
function dashboardRange(from: unknown): number {
  const [, length] = typeof from === "string" ? (/^now-(\w+)$/.exec(from) ?? []) : [];
  return (length === undefined ? undefined : durationMs(length)) ?? defaultRange;
}

function macros(settings: Settings, step: number, range: number): readonly (readonly [string, string])[] {
  const rate = formatDuration(4 * settingMs(settings.scrapeInterval));
  return [
    ["__window", rate],
    ["__rate_interval", rate],
    ["__interval", formatDuration(step)],
    ["__auto", formatDuration(step)],
    ["__interval_ms", String(step)],
    ["__range", formatDuration(range)],
    ["__range_s", String(range / 1000)],
    ["__range_ms", String(range)],
  ];
}

/** A variable in a dashboard's JSON, which may be handwritten: fields may have any type. */
interface ListedVariable {
  readonly name: string;
  readonly type?: unknown;
  readonly query?: unknown;
  readonly definition?: unknown;
  readonly current?: { readonly value?: unknown };
  readonly allValue?: unknown;
  readonly includeAll?: unknown;
}

function initialValue(
  variable: ListedVariable,
  valueFor: VariableValue,
  store: Store,
  version: PrometheusVersion,
): string | undefined {
  const { type, allValue, current, includeAll } = variable;
  const chosen = [current?.value].flat().filter((one): one is string => typeof one === "string" && one !== "");
  if (chosen.length > 0 && !chosen.includes("$__all")) return joinValues(chosen);
  const isAll = chosen.includes("$__all") || includeAll === true;
  if (isAll && typeof allValue === "string" && allValue !== "") return allValue;
  const values = listOptions(variable, valueFor, store, version);
  if (type === "textbox" || type === "constant") return values[0] ?? "";
  if (values.length === 0) return isAll ? ".*" : undefined;
  return isAll ? joinValues(values) : values[0];
}

/** Lists the options of a variable. */
function listOptions(
  { type, query, definition }: ListedVariable,
  valueFor: VariableValue,
  store: Store,
  version: PrometheusVersion,
): readonly string[] {
  const rawQuery = typeof query === "object" && query !== null ? (query as { query?: unknown }).query : query;
  const text = typeof rawQuery === "string" ? rawQuery : typeof definition === "string" ? definition : "";
  if (type !== "query")
    return text === "" ? [] : text.split(/(?<!\\),/).map((one) => one.trim().replaceAll("\\,", ","));
  const [, selector, label] =
    /^\s*label_values\(\s*(?:(.+),)?\s*"?([^,"]+?)"?\s*\)\s*$/.exec(text.slice(0, maxQueryLength)) ?? [];
  if (label === undefined) return [];
  const filled = selector === undefined ? "" : substituteVariables(selector, valueFor);
  const { expr } = filled === "" ? { expr: undefined } : parse(filled, ruleDialect(version));
  if (selector !== undefined && expr?.kind !== "selector") return [];
  const series = expr?.kind === "selector" ? store.select(expr, version) : store.all();
  return [...new Set(series.map(({ metric }) => labelOf(metric, label)))].filter((one) => one !== "").sort();
}

const maxQueryLength = 2000;

/** Joins values into a regular expression, as Grafana does. */
function joinValues(values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  return `(${values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`;
}

/** Escapes a value for use in a quoted string, where most variables are. */
function escapeForQuotes(value: string): string {
  return value.replace(/[\\"]/g, "\\$&");
}

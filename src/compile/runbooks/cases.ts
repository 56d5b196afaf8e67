import type { Case } from "./page.js";

/** A value of one of the alerts of a page, in one environment. */
export interface Entry<T = string> {
  /** `user`; the same for all entries of a page about one alert. */
  readonly alert: string;
  readonly environment: string;
  readonly value: T;
}

/** A value, and the entries that have it. */
export interface Group<T> extends Case<T> {
  readonly entries: readonly Entry<T>[];
}

/** Groups entries by their value, and says for each group which alerts and environments it is about. */
export function groupEntries<T>(
  entries: readonly Entry<T | undefined>[],
  all: readonly Entry<unknown>[],
): readonly Group<T>[] {
  const groups = new Map<string, Entry<T>[]>();
  for (const entry of entries) {
    if (entry.value === undefined) continue;
    const key = JSON.stringify(entry.value);
    const group = groups.get(key);
    if (group) group.push(entry as Entry<T>);
    else groups.set(key, [entry as Entry<T>]);
  }
  return [...groups.values()].map((group) => ({
    where: describeWhere(group, all, groups.size === 1),
    value: group[0]!.value,
    entries: group,
  }));
}

/** The cases of a text. */
export function casesOf(
  entries: readonly Entry<string | undefined>[],
  all: readonly Entry<unknown>[],
): readonly Case[] {
  return groupEntries(entries, all).map(({ where, value }) => ({ where, value }));
}

/** True if in each environment all alerts have the same value. */
export function isShared(entries: readonly Entry<unknown>[]): boolean {
  const values = new Map<string, string>();
  return entries.every(({ environment, value }) => {
    const text = JSON.stringify(value) ?? "";
    const before = values.get(environment) ?? text;
    values.set(environment, before);
    return before === text;
  });
}

/** `user`, `staging`, `user (staging)`; nothing if it is about all. */
function describeWhere(group: readonly Entry<unknown>[], all: readonly Entry<unknown>[], isOnly: boolean): string {
  if (isOnly && group.length === all.length) return "";
  const alerts = distinct(group, "alert");
  const environments = distinct(group, "environment");
  const isOfWholeAlerts = alerts.every((alert) => countOf(group, { alert }) === countOf(all, { alert }));
  if (isOfWholeAlerts) return alerts.join(", ");
  const isOfWholeEnvironments = environments.every(
    (environment) => countOf(group, { environment }) === countOf(all, { environment }),
  );
  if (isOfWholeEnvironments) return environments.join(", ");
  return alerts
    .map(
      (alert) =>
        `${alert} (${distinct(
          group.filter((entry) => entry.alert === alert),
          "environment",
        ).join(", ")})`,
    )
    .join(", ");
}

function distinct(entries: readonly Entry<unknown>[], field: "alert" | "environment"): readonly string[] {
  return [...new Set(entries.map((entry) => entry[field]))];
}

function countOf(
  entries: readonly Entry<unknown>[],
  wanted: { readonly alert?: string; readonly environment?: string },
): number {
  return entries.filter(
    ({ alert, environment }) =>
      (wanted.alert ?? alert) === alert && (wanted.environment ?? environment) === environment,
  ).length;
}

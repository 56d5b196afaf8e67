import { selectors } from "../../promql/index.js";
import type { QueriedRule } from "./owners.js";

/** The series in which Prometheus keeps the state of alerts. */
const alertSeries = ["ALERTS", "ALERTS_FOR_STATE"];

/** Finds, for each rule, the other rules whose results it reads: recorded series, and alerts by name. */
export function findReads<R extends QueriedRule>(rules: readonly R[]): ReadonlyMap<R, readonly R[]> {
  const writers = new Map<string, R[]>();
  for (const rule of rules) {
    const key = writes(rule);
    const same = writers.get(key);
    if (same) same.push(rule);
    else writers.set(key, [rule]);
  }
  return new Map(
    rules.map((rule) => {
      const read = readKeys(rule).flatMap((key) => writers.get(key) ?? []);
      return [rule, [...new Set(read)].filter((other) => other !== rule)];
    }),
  );
}

function writes({ definition }: QueriedRule): string {
  return definition.kind === "alert" ? `alert ${definition.name}` : `record ${definition.record}`;
}

function readKeys({ query: { expr } }: QueriedRule): readonly string[] {
  return (expr ? selectors(expr) : []).flatMap(({ name, matchers }) => {
    if (name === undefined) return [];
    if (!alertSeries.includes(name)) return [`record ${name}`];
    const names = matchers.filter(({ label, operator }) => label === "alertname" && operator === "=");
    return names.map(({ value }) => `alert ${value}`);
  });
}

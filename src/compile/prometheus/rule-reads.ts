import { selectors, type VectorSelector } from "../../promql/index.js";
import type { QueriedRule } from "./owners.js";

/** The series in which Prometheus keeps the state of alerts. */
const alertSeries = ["ALERTS", "ALERTS_FOR_STATE"];

/** Finds, for each rule, the other rules whose results it reads: recorded series, and alerts by name. */
export function findReads<R extends QueriedRule>(rules: readonly R[]): ReadonlyMap<R, readonly R[]> {
  const alerts = new Map<string, R[]>();
  const recordings = new Map<string, R[]>();
  for (const rule of rules) {
    const { definition } = rule;
    if (definition.kind === "alert") add(alerts, definition.name, rule);
    else add(recordings, definition.record, rule);
  }
  const readsOf = (rule: R): readonly R[] => {
    const read = new Set<R>();
    for (const selector of rule.query.expr ? selectors(rule.query.expr) : []) {
      for (const written of writersOf(selector)) for (const other of written) if (other !== rule) read.add(other);
    }
    return [...read];
  };
  const writersOf = ({ name, matchers }: VectorSelector): readonly (readonly R[])[] => {
    if (name === undefined) return [];
    if (!alertSeries.includes(name)) return [recordings.get(name) ?? []];
    const names = matchers.filter(({ label, operator }) => label === "alertname" && operator === "=");
    return names.map(({ value }) => alerts.get(value) ?? []);
  };
  return new Map(rules.map((rule) => [rule, readsOf(rule)]));
}

function add<R>(writers: Map<string, R[]>, name: string, rule: R): void {
  const same = writers.get(name);
  if (same) same.push(rule);
  else writers.set(name, [rule]);
}

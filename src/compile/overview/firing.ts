import { Origin } from "../../model/definition/origin.js";
import { promql } from "../../model/expression/promql.js";
import type { Query } from "../../model/expression/query.js";
import { type Gauge, Metric } from "../../model/metric/metric.js";
import type { Settings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";

/**
 * Selects the alerts of a system that fire: by the label of its system, or by their names, where alerts have no such label.
 * `values` narrows them to some values of other labels.
 */
export function selectFiring(
  { name, definitions, serviceLabel }: SystemFacts,
  { alertLabels, externalLabels }: Settings,
  values: Readonly<Record<string, readonly string[]>> = {},
): Query {
  const { system } = alertLabels;
  const names = new Set(definitions.flatMap((one) => (one.kind === "alert" ? [one.name] : [])));
  const own = system === undefined || system in externalLabels ? { alertname: [...names] } : { [system]: name };
  const labels = Object.fromEntries([serviceLabel, ...Object.keys({ ...own, ...values })].map((label) => [label, 1]));
  const fields = { name: "ALERTS", help: "Alerts that are pending or fire", unit: undefined, labels };
  const alerts: Gauge<Record<string, number>> = new Metric(
    "gauge",
    { ...fields, owner: undefined, allow: undefined },
    undefined,
    new Origin(),
  );
  return promql`${alerts.where({ alertstate: "firing", ...own, ...values })}`;
}

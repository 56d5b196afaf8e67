import type { Varying } from "../../model/definition/per-environment.js";
import type { MetricOwner } from "../../model/metric/metric.js";

/** The label that tells a service apart, for results that have none of their own: time, and the lines of logs. */
export function serviceLabels(owner: MetricOwner | undefined): Readonly<Record<string, Varying<string>>> {
  const value = owner?.selector[owner.ownLabel];
  return owner === undefined || value === undefined ? {} : { [owner.ownLabel]: value };
}

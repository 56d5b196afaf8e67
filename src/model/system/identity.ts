import { compareText } from "../../diagnostics/order.js";
import { isAlertSeries } from "../alert/alert-series.js";
import { isRecordingRule } from "../alert/recording-rule.js";
import { isPerEnvironment, type Varying } from "../definition/per-environment.js";
import { type Condition, isCondition, isQuery, type Query } from "../expression/query.js";
import { isSignal } from "../expression/signal.js";
import { isMetric } from "../metric/any-metric.js";
import { isSeries, type MetricOwner } from "../metric/metric.js";
import type { Catalogue } from "./catalogue.js";
import { distinctServices, type ServiceName } from "./service-key.js";
import type { SystemDefinition } from "./system.js";

/**
 * Identifies a definition within its system: by its kind and its key or name, and for rules by the services whose metrics
 * they read. Undefined for definitions that are identified by the file they compile to, where compiling finds duplicates.
 */
export function identify(definition: SystemDefinition, catalogue: Catalogue): string | undefined {
  switch (definition.kind) {
    case "service":
      return `service ${definition.service.name}`;
    case "alert":
      return `alert ${definition.key ?? definition.name} ${findServices(definition.when, catalogue).join(" ")}`;
    case "recordingRule":
      return `recording rule ${definition.key ?? definition.record} ${findServices(definition.query, catalogue).join(" ")}`;
    case "slo":
      // A label of its series, whatever its key.
      return `slo ${definition.name}`;
    case "collection":
      return `collection ${definition.name.toLowerCase()}`;
    case "ruleGroup":
      return `rule group ${definition.name}`;
    default:
      return undefined;
  }
}

/** Finds the services whose metrics an expression reads, by name; an empty one stands for metrics without a service. */
export function findServices(condition: Varying<Condition | Query>, catalogue: Catalogue): readonly string[] {
  return [...new Set(findOwners(condition, catalogue).map((owner) => owner?.service ?? ""))].sort();
}

/** Finds the services whose metrics an expression reads, with their systems. Sorted by name. */
export function findServiceNames(condition: Varying<Condition | Query>, catalogue: Catalogue): readonly ServiceName[] {
  const names = findOwners(condition, catalogue).flatMap((owner) =>
    owner ? [{ system: owner.system, name: owner.service }] : [],
  );
  return distinctServices(names).toSorted((one, other) => compareText(one.name, other.name));
}

/**
 * Finds the owners of the metrics that an expression reads, by name in its text or as values of its holes, at any depth.
 * Undefined stands for metrics without a service.
 */
function findOwners(condition: Varying<Condition | Query>, catalogue: Catalogue): readonly (MetricOwner | undefined)[] {
  const owners: (MetricOwner | undefined)[] = [];
  const seen = new Set<unknown>();
  const pending: unknown[] = [condition];
  while (pending.length > 0) {
    const value = pending.pop();
    if (seen.has(value)) continue;
    seen.add(value);
    if (isMetric(value)) owners.push(value.owner);
    else if (isSeries(value)) pending.push(value.metric);
    else if (isAlertSeries(value)) pending.push(value.alert?.when);
    else if (isPerEnvironment(value)) pending.push(...Object.values(value.values));
    else if (isQuery(value)) {
      owners.push(...findOwnersInText(value.chunks, catalogue));
      pending.push(...value.holes);
    } else if (isCondition(value) || isSignal(value) || isRecordingRule(value)) pending.push(value.query);
  }
  return owners;
}

function findOwnersInText(chunks: readonly string[], catalogue: Catalogue): readonly MetricOwner[] {
  const words = chunks.flatMap((chunk) => chunk.match(/[A-Za-z_:][\w:]*|"[^"\n]*"/g) ?? []);
  const names = words.map((word) => word.replaceAll('"', ""));
  return names.flatMap((name) => catalogue.series.get(name)?.owners ?? []);
}

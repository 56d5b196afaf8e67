import { keyOf } from "../model/key.js";
import { isMetric, type Metric } from "../model/metric.js";
import type { Condition, Query } from "../model/query.js";
import type { SystemDefinition } from "../model/system.js";

/**
 * What tells definitions of one system apart: their kind, their key or name, and for rules the service whose metrics
 * they read. Undefined where the format itself tells them apart.
 */
export function identityOf(definition: SystemDefinition): string | undefined {
  switch (definition.kind) {
    case "service":
      return `service ${definition.service.name}`;
    case "dashboard":
      return `dashboard ${definition.key ?? keyOf(definition.title)}`;
    case "foreignDashboard":
      return dashboardKey(definition.key, definition.json);
    case "alert":
      return `alert ${definition.key ?? definition.name} ${ownersOf(definition.when)}`;
    case "recordingRule":
      return `recording rule ${definition.key ?? definition.record} ${ownersOf(definition.query)}`;
    case "ruleGroup":
      return `rule group ${definition.name}`;
    case "ruleFile":
      return `rule file ${definition.name}`;
  }
}

function dashboardKey(key: string | undefined, json: object): string | undefined {
  const { title } = json as { title?: unknown };
  if (key !== undefined) return `dashboard ${key}`;
  return typeof title === "string" ? `dashboard ${keyOf(title)}` : undefined;
}

/** The services whose metrics stand in the holes of an expression, and of those in it. */
function ownersOf(condition: Condition | Query): string {
  const owners = new Set<string>();
  const seen = new Set<unknown>();
  const waiting: unknown[] = [condition];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const { kind, query, holes, metric } = value as Readonly<Record<string, unknown>>;
    if (isMetric(value)) owners.add((value as Metric).owner?.service ?? "");
    else if (kind === "series") waiting.push(metric);
    else if (kind === "query") waiting.push(...(holes as readonly unknown[]));
    else waiting.push(query);
  }
  return [...owners].sort().join(" ");
}

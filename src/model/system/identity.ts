import type { Condition, Query } from "../expression/query.js";
import { isMetric, type Metric } from "../metric/metric.js";
import type { Catalogue } from "./catalogue.js";
import type { SystemDefinition } from "./system.js";

/**
 * What tells definitions of one system apart: their kind, their key or name, and for rules the services whose metrics
 * they read. Undefined for what is told apart by the file it is compiled to: compiling finds those that collide.
 */
export function identify(definition: SystemDefinition, catalogue: Catalogue): string | undefined {
  switch (definition.kind) {
    case "service":
      return `service ${definition.service.name}`;
    case "alert":
      return `alert ${definition.key ?? definition.name} ${ownersOf(definition.when, catalogue)}`;
    case "recordingRule":
      return `recording rule ${definition.key ?? definition.record} ${ownersOf(definition.query, catalogue)}`;
    case "ruleGroup":
      return `rule group ${definition.name}`;
    default:
      return undefined;
  }
}

/** The services whose metrics an expression names, in its text or in its holes, and in the expressions in those. */
function ownersOf(condition: Condition | Query, catalogue: Catalogue): string {
  const owners = new Set<string>();
  const seen = new Set<unknown>();
  const waiting: unknown[] = [condition];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const { kind, query, metric } = value as Readonly<Record<string, unknown>>;
    if (isMetric(value)) owners.add((value as Metric).owner?.service ?? "");
    else if (kind === "series") waiting.push(metric);
    else if (kind === "query") {
      const { chunks, holes } = value as Query;
      for (const owner of namedIn(chunks, catalogue)) owners.add(owner);
      waiting.push(...holes);
    } else waiting.push(query);
  }
  return [...owners].sort().join(" ");
}

function namedIn(chunks: readonly string[], catalogue: Catalogue): readonly string[] {
  const words = chunks.flatMap((chunk) => chunk.match(/[A-Za-z_:][\w:]*/g) ?? []);
  return words.flatMap((word) => catalogue.series.get(word)?.owners.map(({ service }) => service) ?? []);
}

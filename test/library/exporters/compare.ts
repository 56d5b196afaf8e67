import type { AnyMetric } from "../../../src/model/metric/any-metric.js";
import { closedValues } from "../../../src/model/metric/label.js";
import type { Family } from "./exposition-page.js";

/** The differences that are expected between a catalogue and a page, each with its reason. */
export interface Expected {
  /** Metrics that the page has only in some cases: on some hosts, or after something has happened. */
  readonly perhaps?: Readonly<Record<string, readonly string[]>>;
  /** Metrics that the installed release does not have. */
  readonly newer?: Readonly<Record<string, readonly string[]>>;
  /** Labels that only the page has: the installed release is older, and had more. */
  readonly formerLabels?: readonly string[];
  /** Labels that the installed release does not have. */
  readonly newerLabels?: readonly string[];
}

/** Lists how a catalogue differs from a page of its exporter, in a sentence each. */
export function findDifferences(
  metrics: readonly AnyMetric[],
  page: ReadonlyMap<string, Family>,
  { perhaps = {}, newer = {}, formerLabels = [], newerLabels = [] }: Expected,
): string[] {
  const sometimes = new Set(Object.values(perhaps).flat());
  const later = new Set(Object.values(newer).flat());
  const differences: string[] = [];
  const seen = new Set<string>();
  for (const metric of metrics) {
    const { name } = metric;
    const family = page.get(name);
    if (later.has(name) !== (family === undefined) && !sometimes.has(name)) {
      differences.push(family === undefined ? `${name} is not on the page` : `${name} is on the page, and not newer`);
    }
    if (family === undefined) continue;
    const type = metric.type === "info" ? "gauge" : metric.type;
    if (family.type !== "untyped" && family.type !== type) differences.push(`${name} is a ${family.type}`);
    for (const label of compareLabels(metric, family)) {
      seen.add(label.slice(1));
      if (label.startsWith("+") && !formerLabels.includes(label.slice(1))) differences.push(`${name} has ${label}`);
      if (label.startsWith("-") && !newerLabels.includes(label.slice(1))) differences.push(`${name} lacks ${label}`);
    }
    differences.push(...unknownValues(metric, family));
  }
  const known = new Set(metrics.map(({ name }) => name));
  for (const name of [...sometimes, ...later]) if (!known.has(name)) differences.push(`${name} is expected in vain`);
  for (const label of [...formerLabels, ...newerLabels])
    if (!seen.has(label)) differences.push(`no difference in ${label}`);
  return differences;
}

/** Labels that only the page has (`+`) and that only the catalogue has (`-`). A family without series says nothing. */
function compareLabels({ labels }: AnyMetric, family: Family): string[] {
  const added = ["job", "instance"];
  const declared = Object.keys(labels).filter((label) => !added.includes(label));
  const more = [...family.labels.keys()].filter((label) => !declared.includes(label)).map((label) => `+${label}`);
  const fewer = declared.filter((label) => !family.labels.has(label)).map((label) => `-${label}`);
  return [...more, ...fewer];
}

function unknownValues({ name, labels }: AnyMetric, family: Family): string[] {
  return Object.entries(labels).flatMap(([label, spec]) => {
    const values = closedValues(spec);
    const others = [...(family.labels.get(label) ?? [])].filter((value) => values?.includes(value) === false);
    return others.map((value) => `${name} has ${label}="${value}"`);
  });
}

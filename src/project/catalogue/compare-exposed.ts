import { type AnyMetric, isHistogram, isSummary, wholeOf } from "../../model/metric/any-metric.js";
import { closedValues } from "../../model/metric/label.js";
import type { ExposedMetric, ExposedType } from "./exposed.js";

/** One way in which a catalogue differs from what is exposed. */
export interface CatalogueDifference {
  readonly metric: string;
  readonly kind: "missing" | "undeclared" | "type" | "label" | "value" | "buckets";
  readonly summary: string;
}

/**
 * Compares the metrics of a service with those that are exposed: names, types, labels with their values, and buckets.
 * `added` are the labels that scraping adds, which no page has.
 */
export function compareExposed(
  declared: readonly AnyMetric[],
  exposed: readonly ExposedMetric[],
  added: ReadonlySet<string>,
): readonly CatalogueDifference[] {
  const byName = new Map(exposed.map((metric) => [metric.name, metric]));
  const wholes = [...new Map(declared.map((metric) => [wholeOf(metric).name, wholeOf(metric)])).values()];
  const known = new Set(wholes.map(({ name }) => name));
  const undeclared = exposed.filter(({ name }) => !known.has(name));
  return [
    ...wholes.flatMap((metric) => compareMetric(metric, byName.get(metric.name), added)),
    ...undeclared.map(({ name, type }): CatalogueDifference => {
      const what = type === "unknown" ? "" : ` (a ${type})`;
      return { metric: name, kind: "undeclared", summary: `it is exposed${what}, but not declared` };
    }),
  ];
}

function compareMetric(
  metric: AnyMetric,
  exposed: ExposedMetric | undefined,
  added: ReadonlySet<string>,
): CatalogueDifference[] {
  const differ = (kind: CatalogueDifference["kind"], summary: string): CatalogueDifference[] => [
    { metric: metric.name, kind, summary },
  ];
  if (exposed === undefined) return differ("missing", "it is declared, but not exposed");
  const type = typeOf(metric);
  if (exposed.type !== "unknown" && exposed.type !== type) {
    return differ("type", `it is declared as a ${type}, and is a ${exposed.type}`);
  }
  return [...compareLabels(metric, exposed, added, differ), ...compareBounds(metric, exposed, differ)];
}

function typeOf({ type }: AnyMetric): ExposedType {
  if (type === "info") return "gauge";
  return type === "nativeHistogram" ? "histogram" : type;
}

type Differ = (kind: CatalogueDifference["kind"], summary: string) => CatalogueDifference[];

function compareLabels(
  metric: AnyMetric,
  { labels }: ExposedMetric,
  added: ReadonlySet<string>,
  differ: Differ,
): CatalogueDifference[] {
  if (labels === undefined) return [];
  const names = Object.keys(metric.labels).filter((name) => !added.has(name) || labels.has(name));
  const more = [...labels.keys()].filter((name) => !names.includes(name));
  const fewer = names.filter((name) => !labels.has(name));
  return [
    ...more.flatMap((name) => differ("label", `it has the label ${name}, which is not declared`)),
    ...fewer.flatMap((name) => differ("label", `it has no label ${name}`)),
    ...names.flatMap((name) => {
      const closed = closedValues(metric.labels[name]!);
      const others = [...(labels.get(name) ?? [])].filter((value) => closed?.includes(value) === false);
      return others.flatMap((value) => differ("value", `${name}="${value}" is not among the declared values`));
    }),
  ];
}

function compareBounds(metric: AnyMetric, { bounds, labels }: ExposedMetric, differ: Differ): CatalogueDifference[] {
  const declared = isHistogram(metric) ? metric.buckets : isSummary(metric) ? metric.quantiles : undefined;
  if (declared === undefined || labels === undefined) return [];
  const what = isHistogram(metric) ? "buckets" : "quantiles";
  const sorted = [...declared].sort((left, right) => left - right);
  if (sorted.join() === bounds.join()) return [];
  return differ("buckets", `its ${what} are declared as ${sorted.join(", ")}, and are ${bounds.join(", ") || "none"}`);
}

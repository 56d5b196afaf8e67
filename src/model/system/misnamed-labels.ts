import { type Definition, hasKind } from "../definition/definition.js";
import { type AnyMetric, isMetric } from "../metric/any-metric.js";
import { isHistogramSeries } from "../metric/histogram.js";
import type { Labels } from "../metric/label.js";
import { isSeries } from "../metric/metric.js";
import { isPlainObject, maxDepth } from "./plain-object.js";

/** A label that says which events failed, and that the metric which counts them does not have. */
export interface MisnamedLabel {
  /** `http({ … })` */
  readonly capability: Definition;
  readonly label: string;
  readonly metric: string;
  readonly known: readonly string[];
}

/** The options of capabilities that count all events. */
const counts = ["requests", "operations", "processed"];

/** Finds the labels of `failed` that neither the metric of all events nor its targets have. */
export function findMisnamedLabels(parts: object, addedLabels: Labels, depth = 0): readonly MisnamedLabel[] {
  return Object.values(parts).flatMap((part: unknown): readonly MisnamedLabel[] => {
    if (!hasKind(part, "capability")) {
      return isPlainObject(part) && depth < maxDepth ? findMisnamedLabels(part, addedLabels, depth + 1) : [];
    }
    const capability = part as unknown as Definition & Readonly<Record<string, unknown>>;
    const counted = counts.map((name) => metricOf(capability[name])).find((metric) => metric !== undefined);
    const { failed } = capability;
    if (counted === undefined || typeof failed !== "object" || failed === null || metricOf(failed) !== undefined)
      return [];
    const known = Object.keys({ ...addedLabels, ...counted.labels });
    const unknown = Object.keys(failed).filter((label) => !known.includes(label));
    return unknown.map((label) => ({ capability, label, metric: counted.name, known }));
  });
}

function metricOf(value: unknown): AnyMetric | undefined {
  if (isMetric(value)) return value;
  if (isSeries(value)) return value.metric;
  return isHistogramSeries(value) ? value.histogram : undefined;
}

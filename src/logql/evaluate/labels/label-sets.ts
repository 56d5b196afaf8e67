import { showInvalidBytes } from "../../../gotemplate/format/utf8.js";
import { createLabels, createMetric, type Metric } from "../../../promql/evaluate/index.js";
import type { LabelPair } from "./line-labels.js";

const separator = "\uffff";
const maxEntries = 100_000;

/** Makes label sets of labels in any order: the same object for the same labels. */
export class LabelSets {
  private readonly byOrder = new Map<string, Metric>();
  private readonly byKey = new Map<string, Metric>();

  get(pairs: readonly LabelPair[]): Metric {
    let order = "";
    for (const [name, value] of pairs) order += name + separator + value + separator;
    const known = this.byOrder.get(order);
    if (known !== undefined) return known;
    const isValid = showInvalidBytes(order) === order;
    const shown = isValid ? pairs : pairs.map(([name, value]) => [name, showInvalidBytes(value)] as const);
    const labels = createLabels(shown);
    const same = this.byKey.get(labels.key) ?? labels;
    // Every line may have labels of its own.
    if (this.byOrder.size >= maxEntries) this.byOrder.clear();
    if (this.byKey.size >= maxEntries) this.byKey.clear();
    this.byOrder.set(order, same);
    this.byKey.set(labels.key, same);
    return same;
  }
}

/** The labels without empty ones, as Loki has them after a change. */
export function withoutEmpty(labels: Metric): Metric {
  if (!labels.values.includes("")) return labels;
  return createMetric(labels.names.map((name, at) => [name, labels.values[at]!]));
}

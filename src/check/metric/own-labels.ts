import type { AnyMetric } from "../../model/metric/any-metric.js";
import { cardinality, type LabelSpec } from "../../model/metric/label.js";
import type { Catalogue } from "../../model/system/catalogue.js";

/** A label of a metric's own definition, with its cardinality. */
export interface OwnLabel {
  readonly name: string;
  readonly values: number;
}

/** Returns the labels that a process puts on a metric's series, without those that scraping adds. */
export function ownLabels(metric: AnyMetric, catalogue: Catalogue): OwnLabel[] {
  const { owner } = metric;
  const service = catalogue.services.find(({ name, system }) => name === owner?.service && system === owner.system);
  const isAdded = (name: string, spec: LabelSpec): boolean => service?.addedLabels[name] === spec;
  return Object.entries(metric.labels)
    .filter(([name, spec]) => !isAdded(name, spec))
    .map(([name, spec]) => ({ name, values: cardinality(spec) }));
}

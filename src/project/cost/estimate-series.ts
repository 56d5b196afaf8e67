import { type AnyMetric, isHistogram, isSummary } from "../../model/metric/any-metric.js";
import { cardinality, closedValues, type Labels } from "../../model/metric/label.js";
import type { CatalogueService } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";

/** Labels that name a target. */
const targetLabels = ["pod", "instance"];

/** Labels that name an object of a cluster: one target exposes each object. */
const objectLabels = ["pod", "node", "namespace", "persistentvolumeclaim"];

/** The labels that a system adds to its services, and how many services share their targets. */
export interface SharedTargets {
  readonly labels: Labels;
  readonly services: number;
}

/** Counts the services that have the targets of a system between them. */
export function sharedTargets({ labels }: SystemFacts, services: readonly CatalogueService[]): SharedTargets {
  return { labels, services: services.filter((service) => service.addedLabels === labels).length };
}

/**
 * Estimates how many series all targets of a service expose of a metric.
 *
 * Of the team's own metrics, every combination of label values exists on every target, and the pods of the system are
 * shared out among its services. Of an exporter, only the values of
 * closed lists are combined: its other labels describe the same objects, such as the pod and the namespace of a container.
 */
export function estimateSeries(metric: AnyMetric, service: CatalogueService, shared: SharedTargets): number {
  const free = Object.entries(metric.labels).filter(([label]) => !Object.hasOwn(service.selector, label));
  const values = ([name, spec]: LabelEntry) => {
    const isShared = targetLabels.includes(name) && shared.labels[name] === spec && spec !== 1;
    return isShared ? Math.ceil(cardinality(spec) / Math.max(shared.services, 1)) : cardinality(spec);
  };
  const combinations = service.exporter
    ? combineObjects(free)
    : free.reduce((product, entry) => product * values(entry), 1);
  return combinations * partsOf(metric);
}

type LabelEntry = readonly [name: string, spec: AnyMetric["labels"][string]];

function combineObjects(labels: readonly LabelEntry[]): number {
  const isOfCluster = labels.some(([name]) => objectLabels.includes(name));
  let combinations = 1;
  let objects = 1;
  for (const [name, spec] of labels) {
    const values = cardinality(spec);
    if (closedValues(spec) || (name === "instance" && !isOfCluster)) combinations *= values;
    else objects = Math.max(objects, values);
  }
  return combinations * objects;
}

/** A histogram has a series for each bucket, `+Inf`, the sum and the count. */
function partsOf(metric: AnyMetric): number {
  if (isHistogram(metric)) return metric.buckets.length + 3;
  return isSummary(metric) ? metric.quantiles.length + 2 : 1;
}

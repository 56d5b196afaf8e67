import { requireArguments } from "../definition/check-arguments.js";
import { define, isDefinition, isDefinitionOf } from "../definition/definition.js";
import { either, instance, required } from "../definition/option-table.js";
import { type AnyMetric, copyMetric, isMetric } from "./any-metric.js";
import type { Cache, Database, Http } from "./capability.js";
import { type Histogram, type HistogramSeries, isHistogramSeries } from "./histogram.js";
import { isSeries, type Metric, type MetricOwner, type Series } from "./metric.js";
import { distributionShape, seriesShape } from "./metric-shapes.js";
import type { Worker } from "./worker.js";

const ofOneService = either(
  "a metric, some of its series or a capability of a service",
  distributionShape,
  seriesShape,
  instance("", (value) => isMetric(value) || isDefinitionOf(value, "capability")),
);

/** Anything that `everyService` takes: a metric, some of its series, or a capability. */
export type OfOneService = AnyMetric | Series | HistogramSeries | Http | Cache | Database | Worker;

/**
 * The series of every service that exposes the same metric, not only of the one that it was taken from: drops the matcher
 * of the service label, or of `job` for an exporter. All other matchers stay.
 *
 * @example
 * errorRatio(everyService(user.http))
 * @example
 * promql`sum by (app) (rate(${everyService(user.http.requests)}[${window}]))`
 */
export function everyService<const T extends OfOneService>(selected: T): T {
  requireArguments("everyService(…)", [["selected", selected, required(ofOneService)]]);
  // The copy has the type of the original, which the compiler cannot follow.
  return widen(selected) as T;
}

function widen(value: unknown): unknown {
  if (isMetric(value)) return value.owner ? copyMetric(value, { owner: ownerOfAll(value.owner) }) : value;
  if (isSeries(value))
    return (widen(value.metric) as Metric).where(withoutOwnLabels(value.matchers, value.metric.owner));
  if (isHistogramSeries(value)) {
    const { histogram, matchers } = value;
    return (widen(histogram) as Histogram).where(withoutOwnLabels(matchers, histogram.owner));
  }
  if (!isDefinition(value) || value.kind !== "capability") return value;
  const parts = Object.entries(value).map(([name, part]) => [name, widen(part)]);
  return define(Object.fromEntries(parts), value.origin);
}

const wideOwners = new WeakMap<MetricOwner, MetricOwner>();

/** The same owner, with a selector that leaves out the service. One for all metrics of the owner. */
function ownerOfAll(owner: MetricOwner): MetricOwner {
  const before = wideOwners.get(owner);
  if (before) return before;
  const wide = { ...owner, selector: withoutOwnLabels(owner.selector, owner) };
  wideOwners.set(owner, wide);
  return wide;
}

function withoutOwnLabels<T extends object>(matchers: T, owner: MetricOwner | undefined): T {
  const kept = Object.entries(matchers).filter(([label]) => label !== owner?.serviceLabel && label !== owner?.ownLabel);
  return Object.fromEntries(kept) as T;
}

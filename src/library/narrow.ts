import { isMetric } from "../model/metric/any-metric.js";
import type { Cache, Database, Http } from "../model/metric/capability.js";
import { isHistogramSeries } from "../model/metric/histogram.js";
import type { Labels, Where } from "../model/metric/label.js";
import { isSeries } from "../model/metric/metric.js";
import type { Worker } from "../model/metric/worker.js";

/** A capability of which only some series count. Matchers for failed events stay: they select among those series. */
export function narrow<C extends Http | Cache | Database | Worker>(capability: C, where: Where<Labels> | undefined): C {
  if (where === undefined) return capability;
  const parts = Object.entries(capability).map(([name, part]) => [name, narrowPart(part, where)]);
  return Object.fromEntries(parts) as C;
}

/** A metric of which only some series count; all of them if `where` is left out. */
export function select<S extends { where(matchers: Where<Labels>): unknown }>(
  selected: S,
  where: Where<Labels> | undefined,
): S | ReturnType<S["where"]> {
  return where === undefined ? selected : (selected.where(where) as ReturnType<S["where"]>);
}

function narrowPart(part: unknown, where: Where<Labels>): unknown {
  if (isSeries(part) || isHistogramSeries(part)) return part.where(where);
  return isMetric(part) && "where" in part ? part.where(where) : part;
}

import type { AnyMetric } from "../../model/metric/any-metric.js";
import type { LabelSpec, Match } from "../../model/metric/label.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import type { KnownValues } from "../series/label-values.js";

/** Series planned for a simulation: their service, and the families that each of its processes exposes. */
export interface PlannedSeries {
  readonly kind: "planned";
  readonly system: string;
  readonly service: string;
  readonly metric: AnyMetric;
  /** Requested label values. Some may be labels of the target. */
  readonly labels: SeriesLabels;
  /** True if only one process exposes it. */
  readonly isSingle: boolean;
  /** The arguments of the call that planned it: equal ones plan equal series. */
  readonly arguments: readonly unknown[];
  families(process: Process): readonly Family[];
}

/** Facts about the process that exposes planned series. */
export interface Process {
  /** Number of processes that share the traffic. */
  readonly count: number;
  /** Start of the simulation, in milliseconds. */
  readonly start: number;
  readonly version: PrometheusVersion;
  readonly known: KnownValues;
  /** The environment that is simulated. */
  readonly environment: string | undefined;
  /** Returns the labels of a metric that the process exposes itself. */
  ownLabels(metric: AnyMetric): Readonly<Record<string, LabelSpec>>;
}

export function planSeries(
  metric: AnyMetric,
  labels: SeriesLabels = {},
  families: PlannedSeries["families"],
): Omit<PlannedSeries, "arguments"> {
  const { owner, name } = metric;
  if (!owner) throw new Error(`no service exposes ${name}: take it from a service, as in user.http.requests`);
  return { kind: "planned", system: owner.system, service: owner.service, metric, labels, isSingle: false, families };
}

/** Returns the labels of a series from its matchers, which must all be equalities. */
export function singleValues(series: {
  readonly metric: Pick<AnyMetric, "name">;
  readonly matchers: Readonly<Record<string, Match<string> | undefined>>;
}): SeriesLabels {
  const values = Object.entries(series.matchers).filter((entry) => entry[1] !== undefined);
  for (const [label, match] of values) {
    if (typeof match === "string") continue;
    throw new Error(
      `a series of ${series.metric.name} needs a single value for "${label}": write where({ ${label}: "…" })`,
    );
  }
  return Object.fromEntries(values) as SeriesLabels;
}

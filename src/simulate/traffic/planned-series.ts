import type { LabelSpec, Match } from "../../model/metric/label.js";
import type { AnyMetric } from "../../model/metric/metric.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import type { KnownValues } from "../series/label-values.js";

/** Series that someone wants in a simulation: of which service, and what each of its processes exposes. */
export interface PlannedSeries {
  readonly kind: "planned";
  readonly system: string;
  readonly service: string;
  readonly metric: AnyMetric;
  /** Values of labels that were asked for. Some of them may be those of a process. */
  readonly labels: SeriesLabels;
  /** Whether one process alone exposes it, not all of them. */
  readonly isSingle: boolean;
  families(process: Process): readonly Family[];
}

/** What a planned series has to know of the process that exposes it. */
export interface Process {
  /** How many processes share what happens. */
  readonly count: number;
  /** When the simulation starts, in milliseconds. */
  readonly start: number;
  readonly version: PrometheusVersion;
  readonly known: KnownValues;
  /** The labels that the process itself puts on the series of a metric. */
  ownLabels(metric: AnyMetric): Readonly<Record<string, LabelSpec>>;
}

export function planSeries(
  metric: AnyMetric,
  labels: SeriesLabels = {},
  families: PlannedSeries["families"],
): PlannedSeries {
  const { owner, name } = metric;
  if (!owner) throw new Error(`no service exposes ${name}: take it from a service, as in user.http.requests`);
  return { kind: "planned", system: owner.system, service: owner.service, metric, labels, isSingle: false, families };
}

/** The labels that matchers name, each of which must be one value: a series has no other. */
export function singleValues(series: {
  readonly metric: Pick<AnyMetric, "name">;
  readonly matchers: Readonly<Record<string, Match<string> | undefined>>;
}): SeriesLabels {
  const values = Object.entries(series.matchers).filter((entry) => entry[1] !== undefined);
  for (const [label, match] of values) {
    if (typeof match === "string") continue;
    throw new Error(
      `a series of ${series.metric.name} has one value of "${label}": write it as in where({ ${label}: "…" })`,
    );
  }
  return Object.fromEntries(values) as SeriesLabels;
}

import { unitQuantity } from "../../formats/grafana/units.js";
import type { Metric } from "../../model/metric/metric.js";
import type { SeriesQuantity } from "../../promql/values/infer-quantities.js";
import type { Quantity } from "../../promql/values/quantity.js";

/** A series of a metric that a service declares. */
type DeclaredSeries = Pick<Metric, "name" | "type" | "part" | "unit">;

/** The quantity of a series that a service declares, by the unit of its metric. */
export function declaredQuantity({ name, type, part, unit }: DeclaredSeries): SeriesQuantity {
  if (name === "up") return { value: flag };
  const timestamp: Quantity = { measure: "timestamp", perSecond: false, scale: 1, isDeclared: true, unit };
  const observed = isTimestamp(name) ? timestamp : unit === undefined ? undefined : declaredUnit(unit);
  if (part === "bucket" || type === "nativeHistogram") return { value: events, observed };
  if (part === "count") return { value: events };
  if (type === "info") return { value: flag };
  return { value: observed ?? (type === "counter" && unit === undefined ? events : undefined) };
}

/** The quantity of values in a unit, by Grafana's name. */
export function declaredUnit(unit: string): Quantity {
  const { measure, perSecond, scale } =
    unitQuantity(unit) ?? ({ measure: "other", perSecond: false, scale: 1 } as const);
  return { measure, perSecond, scale, isDeclared: true, unit };
}

const events: Quantity = { measure: "count", perSecond: false, scale: 1, isDeclared: true };
const flag: Quantity = { measure: "flag", perSecond: false, scale: 1, isDeclared: true };

const suffixes: Readonly<Record<string, readonly [Quantity["measure"], number]>> = {
  seconds: ["time", 1],
  milliseconds: ["time", 1e-3],
  microseconds: ["time", 1e-6],
  nanoseconds: ["time", 1e-9],
  minutes: ["time", 60],
  hours: ["time", 3600],
  days: ["time", 86_400],
  bytes: ["data", 1],
  kilobytes: ["data", 1e3],
  megabytes: ["data", 1e6],
  gigabytes: ["data", 1e9],
  bits: ["data", 1 / 8],
  ratio: ["ratio", 1],
};

const parts = /_(?:total|sum|max|min|avg|mean|count|bucket)$/;

/** Other units in a name with a unit: `hit_kbytes_out_bytes` may be either. */
const otherUnits =
  /(?:^|_)(?:[kmg]i?b|[kmg]bytes|kilobytes|megabytes|gigabytes|ms|msec|millis|milliseconds|micros|percent|pct)_/;

/** Words in a name that leave its unit open. */
const ambiguous = /time|duration|latency|cpu|memory|size|usage|traffic|load|percent|pct|rate|per_|byte|bits|kb|mb/;

/** The quantity that the name of a metric suggests, by Prometheus' conventions. */
export function quantityByName(name: string): SeriesQuantity | undefined {
  if (name === "up" || name === "probe_success") return { value: flag };
  if (isTimestamp(name)) return { value: suggested("timestamp", 1) };
  const part = parts.exec(name)?.[0];
  const stem = part === undefined ? name : name.slice(0, -part.length);
  const [measure, scale] = suffixes[/_([a-z]+)$/.exec(stem)?.[1] ?? ""] ?? [];
  const own = measure && !otherUnits.test(name) ? suggested(measure, scale!) : undefined;
  if (part === "_bucket") return { value: suggested("count", 1), observed: own };
  if (part === "_count") return { value: suggested("count", 1) };
  // In `cpu_time_seconds` and `_time_seconds`, a duration and a point in time look alike.
  if (own) return /_time_seconds$/.test(name) ? undefined : { value: own };
  return part === "_total" && !ambiguous.test(name) ? { value: suggested("count", 1) } : undefined;
}

function suggested(measure: Quantity["measure"], scale: number): Quantity {
  return { measure, perSecond: false, scale, isDeclared: false };
}

function isTimestamp(name: string): boolean {
  return /(?:timestamp|(?:^|_)(?:start|boot|expiration|expiry)_time)_seconds$|_created$/.test(name);
}

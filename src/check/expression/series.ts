import type { Catalogue, CatalogueSeries } from "../../model/system/catalogue.js";
import type { Expr, Matcher, VectorSelector } from "../../promql/index.js";
import { metricName, selectors } from "../../promql/index.js";
import type { CheckContext } from "../check.js";

/** Looks up the series of a selector in the catalogue. */
export function knownSeries(selector: VectorSelector, { catalogue }: CheckContext): CatalogueSeries | undefined {
  const name = metricName(selector);
  return name === undefined ? undefined : catalogue?.series.get(name);
}

/**
 * True for a matcher of a service that exposes the series: of its selector, or with a wrong label of `failed`. Where it is
 * wrong, it is reported once, at the service: `definition/selector-label`, `definition/selector-value` and
 * `definition/failed-label`.
 */
export function isOfService({ label, operator, value }: Matcher, { owners }: CatalogueSeries): boolean {
  return owners.some(
    ({ selector, misnamed }) => (operator === "=" && selector[label] === value) || misnamed.includes(label),
  );
}

/** A native histogram, and the series that it would have as a classic one. */
export interface NativeWhole {
  readonly name: string;
  readonly part: "bucket" | "sum" | "count";
}

/** Finds the native histogram that a name is taken for a part of, as `rpc_seconds_bucket`; undefined if there is such a series. */
export function findNativeWhole(name: string, { catalogue, recorded }: CheckContext): NativeWhole | undefined {
  const [, whole = "", part] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
  if (catalogue?.series.get(whole)?.type !== "nativeHistogram") return undefined;
  if (catalogue.series.has(name) || recorded.has(name)) return undefined;
  return { name: whole, part: part as NativeWhole["part"] };
}

/** True if a name is recorded. By convention, names with a colon are. */
export function isRecorded(name: string, { recorded }: CheckContext): boolean {
  return name.includes(":") || recorded.has(name);
}

/** True if a metric is a counter: certain by the catalogue, otherwise judged by its name. */
export type CounterEvidence =
  | { readonly counts: boolean; readonly certain: true; readonly isHistogram?: boolean }
  | { readonly counts: true; readonly certain: false; readonly isHistogram?: false }
  | undefined;

export function inferCounter(selector: VectorSelector, context: CheckContext): CounterEvidence {
  const known = knownSeries(selector, context);
  if (known) {
    const isHistogram = known.type === "nativeHistogram";
    return { counts: isHistogram || known.type === "counter", certain: true, isHistogram };
  }
  const name = metricName(selector);
  if (name === undefined || isRecorded(name, context)) return undefined;
  return /_(?:total|bucket)$/.test(name) ? { counts: true, certain: false } : undefined;
}

/** Series that Prometheus writes for the alerts it evaluates. */
const ownSeries: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

function isNamed(name: string, { names }: Catalogue): boolean {
  return ownSeries.has(name) || names?.has(name) === true;
}

/** True if the catalogue or a recording rule has series of this name; undefined without a catalogue. */
export function isKnownSeries(name: string, { catalogue, recorded }: CheckContext): boolean | undefined {
  if (!catalogue) return undefined;
  return catalogue.series.has(name) || recorded.has(name) || isNamed(name, catalogue);
}

/** A histogram that an expression reads the buckets of. */
export interface ReadHistogram {
  readonly name: string;
  readonly series: CatalogueSeries | undefined;
  /** The finite upper bounds of its buckets; undefined where they are unknown. */
  readonly bounds: readonly number[] | undefined;
}

/** Finds the histograms that an expression reads. */
export function findHistograms(buckets: Expr, catalogue: Catalogue | undefined): readonly ReadHistogram[] {
  return selectors(buckets).map((selector) => {
    const name = metricName(selector) ?? "";
    const series = catalogue?.series.get(name);
    const metric = series?.metric;
    const bounds = metric && "buckets" in metric ? metric.buckets?.filter(Number.isFinite) : undefined;
    return { name, series, bounds };
  });
}

/** The highest bound among the histograms that an expression reads; undefined where it is not known of all. */
export function largestBucket(buckets: Expr, catalogue: Catalogue | undefined): number | undefined {
  const largest = findHistograms(buckets, catalogue).map(({ bounds }) => bounds && Math.max(...bounds));
  if (largest.length === 0 || largest.includes(undefined)) return undefined;
  return Math.max(...(largest as number[]));
}

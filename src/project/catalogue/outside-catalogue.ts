import type { LabelSpec } from "../../model/metric/label.js";
import type { Metric } from "../../model/metric/metric.js";
import { scrapeSeries } from "../../model/metric/scrape-series.js";
import type { Catalogue, CatalogueSeries, StoredValues } from "../../model/system/catalogue.js";
import type { ExposedMetric } from "./exposed.js";

/** What one page of metrics or one Prometheus knows. */
export interface CatalogueSource {
  /** Its address or file. */
  readonly from: string;
  readonly metrics: readonly ExposedMetric[];
  /** All names of series, and all names of labels, of a Prometheus; undefined for a page, which has no labels of targets. */
  readonly server?: StoredSeries;
}

/** Everything that a Prometheus has series of. */
export interface StoredSeries {
  readonly names: readonly string[];
  readonly labels: readonly string[];
  /** By name and label; without those that were not asked for, or of which the server may have more. */
  readonly values?: ReadonlyMap<string, StoredValues>;
}

/**
 * Builds the catalogue for files that no project describes. Types are known where they are declared, labels where every
 * source is a Prometheus: those that none of its series has do not exist.
 */
export function outsideCatalogue(sources: readonly CatalogueSource[]): Catalogue {
  const labels = labelsOf(sources);
  const series = new Map<string, CatalogueSeries>();
  const names = new Set<string>(Object.values(scrapeSeries).map(({ name }) => name));
  const conflicts = new Set<string>();
  for (const { metrics, server } of sources) {
    const stored = server && new Set(server.names);
    for (const name of stored ?? []) names.add(name);
    for (const one of metrics.flatMap((metric) => seriesOf(metric, stored))) {
      const before = series.get(one.name);
      if (before && before.type !== one.type) conflicts.add(one.name);
      series.set(one.name, {
        ...one,
        labels: labels ?? {},
        isOpen: labels === undefined,
        metric: undefined,
        owners: [],
      });
    }
    for (const { name, type, labels: own } of metrics) {
      // Metadata alone does not tell whether a histogram is a native one, which has no series of another name.
      const mayBeNative = type === "histogram" && own === undefined && stored === undefined;
      if (type === "unknown" || mayBeNative) names.add(name);
    }
  }
  // A name with two types is one that nothing can be said about.
  for (const name of conflicts) series.delete(name);
  for (const name of [...conflicts, ...series.keys()]) names.add(name);
  const origin = sources.map(({ from }) => from).join(", ");
  const storedValues = valuesOf(sources);
  return { system: "", series, services: [], names, origin, ...(storedValues && { storedValues }) };
}

/**
 * Values of labels over all servers; undefined if a page may have others. Only those that every server which has the
 * series lists.
 */
function valuesOf(sources: readonly CatalogueSource[]): ReadonlyMap<string, StoredValues> | undefined {
  const servers = sources.flatMap(({ server }) => server ?? []);
  if (servers.length < sources.length) return undefined;
  const holders = new Map<string, StoredValues[]>();
  const none: StoredValues = new Map();
  for (const { names, values } of servers) {
    for (const name of names) {
      holders.set(name, [...(holders.get(name) ?? []), values?.get(name) ?? none]);
    }
  }
  const joined = new Map<string, StoredValues>();
  for (const [name, [first = none, ...others]] of holders) {
    const complete = [...first.keys()].filter((label) => others.every((other) => other.has(label)));
    if (complete.length === 0) continue;
    const all = complete.map((label): [string, readonly string[]] => {
      return [label, [...new Set([first, ...others].flatMap((one) => one.get(label) ?? []))]];
    });
    joined.set(name, new Map(all));
  }
  return joined;
}

/** Labels that occur on any series; undefined if there may be others. */
function labelsOf(sources: readonly CatalogueSource[]): Readonly<Record<string, LabelSpec>> | undefined {
  const all = new Map<string, LabelSpec>();
  for (const { server } of sources) {
    if (!server) return undefined;
    for (const label of server.labels) if (label !== "__name__") all.set(label, unknownNumber);
  }
  return Object.fromEntries(all);
}

/** How many values a label has is not known. */
const unknownNumber = 1000;

type TypedSeries = Pick<CatalogueSeries, "name" | "type" | "part">;

/** The series of a metric whose type is known. `stored` are the names that a server has. */
function seriesOf(metric: ExposedMetric, stored: ReadonlySet<string> | undefined): readonly TypedSeries[] {
  const { name, type } = metric;
  const isNative = type === "histogram" && stored?.has(name) && !stored.has(`${name}_bucket`);
  if (isNative) return [{ name, type: "nativeHistogram", part: undefined }];
  return possibleSeries(metric).filter((one) => stored?.has(one.name) ?? true);
}

function possibleSeries({ name, type }: ExposedMetric): readonly TypedSeries[] {
  const part = (suffix: NonNullable<Metric["part"]>): TypedSeries => {
    return { name: `${name}_${suffix}`, type: "counter", part: suffix };
  };
  switch (type) {
    case "unknown":
      return [];
    case "gauge":
      return [{ name, type, part: undefined }];
    case "counter": {
      // OpenMetrics declares counters without the suffix of their series.
      const names = name.endsWith("_total") ? [name] : [name, `${name}_total`];
      return names.map((one) => ({ name: one, type, part: undefined }));
    }
    case "summary":
      return [{ name, type: "gauge", part: undefined }, part("sum"), part("count")];
    case "histogram":
      return [part("bucket"), part("sum"), part("count")];
  }
}

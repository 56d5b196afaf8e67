import type { Catalogue, CatalogueSeries } from "../model/system/catalogue.js";
import type {
  Expr,
  LabelSet,
  Lacking,
  SampleKind,
  SeriesLabels,
  SeriesLookup,
  VectorSelector,
} from "../promql/index.js";
import { inferLabels, inferSampleKinds, metricName, selectors } from "../promql/index.js";

/** The parts of a recording rule that decide the labels of its result. */
export interface Recording {
  readonly record: string;
  /** Undefined if it does not parse. */
  readonly expr: Expr | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** The parts of an alert that decide the labels of its series. */
export interface AlertRecording extends Omit<Recording, "record"> {
  readonly alert: string;
}

/**
 * Looks up the labels of series in the catalogue, in the rules that record them, and in the alerts that they tell of.
 *
 * @param lacking what a label is that a rule aggregates by, but its series do not have
 */
export function createSeriesLookup(
  catalogue: Catalogue | undefined,
  recordings: readonly Recording[],
  alerts: readonly AlertRecording[] = [],
  lacking: Lacking = "never",
): SeriesLookup {
  const byName = new Map<string, Recording[]>();
  const add = (name: string, recording: Recording) => {
    const same = byName.get(name);
    if (same) same.push(recording);
    else byName.set(name, [recording]);
  };
  for (const recording of recordings) add(recording.record, recording);
  for (const alert of alerts) {
    for (const recording of seriesOfAlert(alert)) {
      add(recording.record, recording);
      add(`${recording.record} ${alert.alert}`, recording);
    }
  }
  const recorded = new Map<string, SeriesLabels>();

  const lookup: SeriesLookup = (selector) => {
    const name = keyOf(selector);
    if (name === undefined) return undefined;
    const series = catalogue?.series.get(name);
    if (series) return catalogueLabels(series);
    if (byName.has(name)) resolve(name);
    return recorded.get(name);
  };

  /** Resolves recording rules that read others, without recursion. The members of a circle stay unknown. */
  function resolve(target: string): void {
    const open = [target];
    const visited = new Set<string>();
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      const needed =
        visited.has(name) || recorded.has(name) ? [] : unresolvedInputs(name).filter((other) => !visited.has(other));
      visited.add(name);
      if (needed.length > 0) open.push(...needed);
      else {
        open.pop();
        if (!recorded.has(name))
          recorded.set(
            name,
            mergeRecordings(byName.get(name)!, (one) => lookUpResolved(one), lacking),
          );
      }
    }
  }

  function unresolvedInputs(name: string): string[] {
    const read = byName.get(name)!.flatMap(({ expr }) => (expr ? selectors(expr) : []));
    const distinct = new Set(read.map((selector) => keyOf(selector) ?? ""));
    return [...distinct].filter((other) => byName.has(other) && !recorded.has(other));
  }

  function lookUpResolved(selector: VectorSelector): SeriesLabels | undefined {
    const name = keyOf(selector);
    if (name === undefined) return undefined;
    const series = catalogue?.series.get(name);
    return series ? catalogueLabels(series) : recorded.get(name);
  }

  return lookup;
}

/** The series that Prometheus writes for an alert. */
function seriesOfAlert({ alert, expr, labels }: AlertRecording): readonly Recording[] {
  const own = { alertname: alert };
  return [
    { record: "ALERTS", expr, labels: Object.assign({}, labels, own, { alertstate: "firing" }) },
    { record: "ALERTS_FOR_STATE", expr, labels: Object.assign({}, labels, own) },
  ];
}

/** The name of the series that a selector selects, with that of the alert for those of alerts. */
function keyOf(selector: VectorSelector): string | undefined {
  const name = metricName(selector);
  if (name !== "ALERTS" && name !== "ALERTS_FOR_STATE") return name;
  const alert = selector.matchers.find(({ label, operator }) => label === "alertname" && operator === "=")?.value;
  return alert === undefined ? name : `${name} ${alert}`;
}

const fromCatalogue = new WeakMap<CatalogueSeries, SeriesLabels>();

/** Labels of the catalogue are possible, since not every owner may have them. Scraping always adds job and instance. */
function catalogueLabels(series: CatalogueSeries): SeriesLabels {
  const before = fromCatalogue.get(series);
  if (before) return before;
  const labels = new Map<string, "certain" | "possible">();
  for (const label of Object.keys(series.labels)) {
    labels.set(label, label === "job" || label === "instance" ? "certain" : "possible");
  }
  const samples: SampleKind = series.type === "nativeHistogram" ? "histogram" : "float";
  const seriesLabels = { labels, isOpen: series.isOpen ?? false, samples };
  fromCatalogue.set(series, seriesLabels);
  return seriesLabels;
}

function mergeRecordings(recordings: readonly Recording[], lookup: SeriesLookup, lacking: Lacking): SeriesLabels {
  return recordings.map((recording) => recordedLabels(recording, lookup, lacking)).reduce(mergeLabels);
}

function recordedLabels({ expr, labels }: Recording, lookup: SeriesLookup, lacking: Lacking): SeriesLabels {
  const result: LabelSet | undefined = expr && inferLabels(expr, lookup, lacking);
  const carried = new Map<string, "certain" | "possible">();
  for (const [label, there] of result?.labels ?? []) {
    if (there !== "never" && label !== "__name__") carried.set(label, there);
  }
  for (const [label, value] of Object.entries(labels)) {
    if (value === "") carried.delete(label);
    else carried.set(label, "certain");
  }
  const kind = expr && inferSampleKinds(expr, (selector) => lookup(selector)?.samples).get(expr);
  return { labels: carried, isOpen: result?.isOpen ?? true, samples: kind === "none" ? undefined : kind };
}

function mergeLabels(one: SeriesLabels, other: SeriesLabels): SeriesLabels {
  const labels = new Map<string, "certain" | "possible">();
  for (const label of new Set([...one.labels.keys(), ...other.labels.keys()])) {
    const both = one.labels.get(label) === "certain" && other.labels.get(label) === "certain";
    labels.set(label, both ? "certain" : "possible");
  }
  const samples = one.samples === other.samples ? one.samples : undefined;
  return { labels, isOpen: (one.isOpen ?? false) || (other.isOpen ?? false), samples };
}

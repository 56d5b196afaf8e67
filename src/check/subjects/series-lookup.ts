import type { Catalogue, CatalogueSeries } from "../../model/system/catalogue.js";
import type { Expr, LabelSet, SeriesLabels, SeriesLookup, VectorSelector } from "../../promql/index.js";
import { inferLabels, selectors } from "../../promql/index.js";
import { metricName } from "../expression/series.js";

/** A recording rule, as far as the labels of its result go. */
export interface Recording {
  readonly record: string;
  /** Undefined where it does not parse. */
  readonly expr: Expr | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** Looks up the labels of series in the catalogue and in the rules that record them. */
export function createSeriesLookup(catalogue: Catalogue | undefined, recordings: readonly Recording[]): SeriesLookup {
  const byName = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const same = byName.get(recording.record);
    if (same) same.push(recording);
    else byName.set(recording.record, [recording]);
  }
  const recorded = new Map<string, SeriesLabels>();

  const known: SeriesLookup = (selector) => {
    const name = metricName(selector);
    if (name === undefined) return undefined;
    const series = catalogue?.series.get(name);
    if (series) return ofCatalogue(series);
    if (byName.has(name)) resolve(name);
    return recorded.get(name);
  };

  /** Follows what is recorded from what is recorded, however long the chain. In a circle nothing is known. */
  function resolve(wanted: string): void {
    const open = [wanted];
    const begun = new Set<string>();
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      const needed = begun.has(name) || recorded.has(name) ? [] : neededFor(name).filter((other) => !begun.has(other));
      begun.add(name);
      if (needed.length > 0) open.push(...needed);
      else {
        open.pop();
        if (!recorded.has(name))
          recorded.set(
            name,
            ofRecordings(byName.get(name)!, (one) => knownSoFar(one)),
          );
      }
    }
  }

  function neededFor(name: string): string[] {
    const read = byName.get(name)!.flatMap(({ expr }) => (expr ? selectors(expr) : []));
    const distinct = new Set(read.map((selector) => metricName(selector) ?? ""));
    return [...distinct].filter((other) => byName.has(other) && !recorded.has(other));
  }

  function knownSoFar(selector: VectorSelector): SeriesLabels | undefined {
    const name = metricName(selector);
    if (name === undefined) return undefined;
    const series = catalogue?.series.get(name);
    return series ? ofCatalogue(series) : recorded.get(name);
  }

  return known;
}

const fromCatalogue = new WeakMap<CatalogueSeries, SeriesLabels>();

/** Labels of the catalogue are possible, as one owner may have them and another not; scraping always adds two. */
function ofCatalogue(series: CatalogueSeries): SeriesLabels {
  const before = fromCatalogue.get(series);
  if (before) return before;
  const labels = new Map<string, "certain" | "possible">();
  for (const label of Object.keys(series.labels)) {
    labels.set(label, label === "job" || label === "instance" ? "certain" : "possible");
  }
  const made = { labels };
  fromCatalogue.set(series, made);
  return made;
}

function ofRecordings(recordings: readonly Recording[], known: SeriesLookup): SeriesLabels {
  return recordings.map((recording) => ofRecording(recording, known)).reduce(either);
}

function ofRecording({ expr, labels }: Recording, known: SeriesLookup): SeriesLabels {
  const result: LabelSet | undefined = expr && inferLabels(expr, known);
  const carried = new Map<string, "certain" | "possible">();
  for (const [label, there] of result?.labels ?? []) {
    if (there !== "never" && label !== "__name__") carried.set(label, there);
  }
  for (const [label, value] of Object.entries(labels)) {
    if (value === "") carried.delete(label);
    else carried.set(label, "certain");
  }
  return { labels: carried, isOpen: result?.isOpen ?? true };
}

function either(one: SeriesLabels, other: SeriesLabels): SeriesLabels {
  const labels = new Map<string, "certain" | "possible">();
  for (const label of new Set([...one.labels.keys(), ...other.labels.keys()])) {
    const both = one.labels.get(label) === "certain" && other.labels.get(label) === "certain";
    labels.set(label, both ? "certain" : "possible");
  }
  return { labels, isOpen: (one.isOpen ?? false) || (other.isOpen ?? false) };
}

/** A family of series on a page in the text format of Prometheus. */
export interface Family {
  readonly type: string;
  /** Its labels, with all their values; without `le` and `quantile`, which are parts of the format. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads a page in the text format of Prometheus. */
export function readExpositionPage(page: string): Map<string, Family> {
  const families = new Map<string, { type: string; labels: Map<string, Set<string>> }>();
  for (const line of page.split("\n")) {
    const [, name, type] = /^# TYPE (\S+) (\w+)$/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) families.set(name, { type, labels: new Map() });
    const [, series, labels = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+/.exec(line) ?? [];
    const family = series === undefined ? undefined : (families.get(series) ?? families.get(wholeName(series)));
    for (const [, label, value] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
      if (label === "le" || label === "quantile") continue;
      family?.labels.set(label!, (family.labels.get(label!) ?? new Set()).add(value!));
    }
  }
  return families;
}

/** The name of the histogram or summary that a series is part of. */
function wholeName(series: string): string {
  return series.replace(/_(?:bucket|sum|count)$/, "");
}

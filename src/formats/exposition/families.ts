/** The types that a page can give a metric. */
export type FamilyType =
  | "counter"
  | "gauge"
  | "histogram"
  | "gaugehistogram"
  | "summary"
  | "untyped"
  | "info"
  | "stateset";

export interface Sample {
  readonly name: string;
  /** With `le` and `quantile`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly line: number;
}

/** A metric with its samples: those of a histogram are its buckets, its sum and its count. */
export interface Family {
  readonly name: string;
  type: FamilyType | undefined;
  help: string | undefined;
  readonly samples: Sample[];
  /** The first line that names it. */
  readonly line: number;
}

const parts: Readonly<Partial<Record<FamilyType, RegExp>>> = {
  histogram: /_(?:count|sum|bucket)$/,
  gaugehistogram: /_(?:count|sum|bucket|gcount|gsum)$/,
  summary: /_(?:count|sum)$/,
};

/** Further names of samples in OpenMetrics, where a counter is called without `_total`. */
const openMetricsParts: Readonly<Partial<Record<FamilyType, RegExp>>> = {
  ...parts,
  counter: /_(?:total|created)$/,
  histogram: /_(?:count|sum|bucket|created)$/,
  summary: /_(?:count|sum|created)$/,
  info: /_info$/,
};

/** The metrics of a page by name. */
export class Families {
  readonly byName = new Map<string, Family>();
  private readonly isOpenMetrics: boolean;

  constructor(isOpenMetrics: boolean) {
    this.isOpenMetrics = isOpenMetrics;
  }

  /** Returns the metric that a sample belongs to, and creates it if it is new. */
  forSample(name: string, line: number): Family {
    const suffixes = this.isOpenMetrics ? openMetricsParts : parts;
    const owner = Object.entries(suffixes).find(([type, suffix]) => {
      return suffix.test(name) && this.byName.get(name.replace(suffix, ""))?.type === type;
    });
    if (this.byName.has(name) || owner === undefined) return this.named(name, line);
    return this.byName.get(name.replace(owner[1], ""))!;
  }

  named(name: string, line: number): Family {
    let family = this.byName.get(name);
    if (family === undefined) {
      family = { name, type: undefined, help: undefined, samples: [], line };
      this.byName.set(name, family);
    }
    return family;
  }
}

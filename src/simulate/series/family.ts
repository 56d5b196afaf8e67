/** Labels of a series, its name as `__name__`. */
export type SeriesLabels = Readonly<Record<string, string>>;

/** Series that one process exposes together and that hang together: the buckets of a histogram with its sum and count. */
export interface Family {
  /** What the process itself puts on each of its series; the labels of the target come on top. */
  readonly series: readonly SeriesLabels[];
  /** A process starts: what is counted is counted from here on. Times are in milliseconds. */
  start(since: number, target: SeriesLabels): ReadSamples;
}

/**
 * Writes what each series shows at a time, one after the other, and says whether there is anything to show. Times come
 * in ascending order.
 */
export type ReadSamples = (time: number, values: Float64Array) => boolean;

import type { RuleTest, TestSeries } from "../../formats/prometheus-tests/test-file.js";
import type { Series, Store } from "../../promql/evaluate/index.js";

/** Appends the input series of a test to a store up to the current tick, so that rules cannot see the future. */
export class SeriesFeed {
  private readonly start: number;
  private readonly interval: number;
  private readonly open: { readonly series: Series; readonly values: TestSeries["values"] }[] = [];
  private next = 0;

  constructor({ series, startTime, interval }: RuleTest, store: Store) {
    this.start = startTime;
    this.interval = interval;
    for (const { labels, values } of series) this.open.push({ series: store.series(labels), values });
  }

  /** Appends all samples up to a time. */
  feed(time: number): void {
    // With an interval of 0, all values are at the start, where a series can have only one.
    const end = this.interval === 0 ? 1 : Math.floor((time - this.start) / this.interval) + 1;
    for (const { series, values } of this.open) {
      const last = Math.min(end, values.length);
      for (let index = this.next; index < last; index++) {
        const value = values[index]!;
        const at = this.start + index * this.interval;
        if (value.kind === "float") series.append(at, value.value);
        else if (value.kind === "histogram") series.appendHistogram(at, value.histogram);
        else if (value.kind === "stale") series.end(at);
      }
    }
    this.next = Math.max(this.next, end);
  }
}

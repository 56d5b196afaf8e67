import type { MonotonicityFix } from "../histogram/classic-histogram.js";
import { formatShort, formatTwoDigits } from "../numeric/go-float.js";

/** A hint to the author of a query; `start` and `end` are offsets in the query. */
export interface Annotation {
  readonly level: "warn" | "info";
  /** The message of Prometheus, without the position. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Formats an annotation as Prometheus does, with line and column in the query. */
export function formatAnnotation({ level, message, start }: Annotation, query: string): string {
  const before = query.slice(0, start).split("\n");
  const position = `${before.length}:${before.at(-1)!.length + 1}`;
  return `PromQL ${level === "warn" ? "warning" : "info"}: ${message} (${position})`;
}

/** Bucket counts that were made monotonic, over any number of samples. */
interface RepairedBuckets {
  span: Span;
  message: string;
  lowest: number;
  highest: number;
  maxDifference: number;
  samples: number;
  first: number;
  last: number;
}

/** Collects annotations without duplicates. */
export class Annotations {
  private readonly annotations = new Map<string, Annotation>();
  private readonly repaired = new Map<string, RepairedBuckets>();

  warn(message: string, span: Span): void {
    this.add("warn", message, span);
  }

  info(message: string, span: Span): void {
    this.add("info", message, span);
  }

  private add(level: "warn" | "info", message: string, { start, end }: Span): void {
    const key = `${level} ${start} ${message}`;
    if (!this.annotations.has(key)) this.annotations.set(key, { level, message, start, end });
  }

  mixedFloatsAndHistograms(name: string, span: Span): void {
    this.warn(`encountered a mix of histograms and floats for metric name ${quoted(name)}`, span);
  }

  notCounter(name: string, span: Span): void {
    this.warn(`this native histogram metric is not a counter: ${quoted(name)}`, span);
  }

  notGauge(name: string, span: Span): void {
    this.warn(`this native histogram metric is not a gauge: ${quoted(name)}`, span);
  }

  /** A counter says that it started before its previous sample. */
  startsOverlap(name: string, span: Span): void {
    const what = "sample has start time that overlaps with previous sample timestamp";
    this.warn(`${what} for metric ${quoted(name)}`, span);
  }

  mixedSchemas(name: string, span: Span): void {
    const kinds = "exponential and custom buckets schemas";
    this.warn(`vector contains a mix of histograms with ${kinds} for metric name ${quoted(name)}`, span);
  }

  histogramsIgnoredInRange(name: string, span: Span): void {
    const where = "a range containing both floats and histograms";
    this.info(`ignored histograms in ${where} for metric name ${quoted(name)}`, span);
  }

  boundsReconciled(during: "addition" | "subtraction" | "aggregation", span: Span): void {
    this.info(`mismatched custom buckets were reconciled during ${during}`, span);
  }

  resetsCollide(during: "addition" | "subtraction" | "aggregation", span: Span): void {
    this.warn(`conflicting counter resets during histogram ${during}`, span);
  }

  invalidQuantile(quantile: number, span: Span): void {
    this.warn(`quantile value should be between 0 and 1, got ${formatShort(quantile)}`, span);
  }

  invalidRatio(ratio: number, capped: number, span: Span): void {
    const which = `got ${formatShort(ratio)}, capping to ${formatShort(capped)}`;
    this.warn(`ratio value should be between -1 and 1, ${which}`, span);
  }

  /** Records buckets that were made monotonic. */
  bucketsRepaired(name: string, time: number, { lowest, highest, maxDifference }: MonotonicityFix, span: Span): void {
    const link = "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile";
    const what = `input to histogram_quantile needed to be fixed for monotonicity (see ${link})`;
    const message = withName(what, name);
    const key = `${span.start} ${message}`;
    const known = this.repaired.get(key);
    if (!known) {
      this.repaired.set(key, {
        span,
        message,
        lowest,
        highest,
        maxDifference,
        samples: 1,
        first: time,
        last: time,
      });
      return;
    }
    known.lowest = Math.min(known.lowest, lowest);
    known.highest = Math.max(known.highest, highest);
    known.maxDifference = Math.max(known.maxDifference, maxDifference);
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
    known.samples++;
  }

  list(): Annotation[] {
    for (const { span, message, lowest, highest, maxDifference, samples, first, last } of this.repaired.values()) {
      const range = `from buckets ${formatShort(lowest)} to ${formatShort(highest)}`;
      const extent = `with a max diff of ${formatTwoDigits(maxDifference)}, over ${samples} samples`;
      this.info(`${message}, ${range}, ${extent} from ${formatSeconds(first)} to ${formatSeconds(last)}`, span);
    }
    this.repaired.clear();
    return [...this.annotations.values()];
  }
}

function formatSeconds(time: number): string {
  return new Date(Math.trunc(time / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

export function quoted(name: string): string {
  return JSON.stringify(name);
}

export function withName(message: string, name: string): string {
  return name === "" ? message : `${message} for metric name ${quoted(name)}`;
}

import type { Fall } from "../histogram/classic-histogram.js";
import { formatShort, formatTwoDigits } from "../numeric/go-float.js";

/** Something a query's author should know; `start` is the offset in the expression of what it is about. */
export interface Annotation {
  readonly level: "warn" | "info";
  /** Worded as Prometheus words it, without the place. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** An annotation in one line as Prometheus shows it, with line and column in the query. */
export function formatAnnotation({ level, message, start }: Annotation, query: string): string {
  const before = query.slice(0, start).split("\n");
  const place = `${before.length}:${before.at(-1)!.length + 1}`;
  return `PromQL ${level === "warn" ? "warning" : "info"}: ${message} (${place})`;
}

/** A fall in cumulative buckets that was mended, over however many samples. */
interface MendedBuckets {
  place: Place;
  message: string;
  lowest: number;
  highest: number;
  most: number;
  samples: number;
  first: number;
  last: number;
}

/** Collects annotations; the same one is told once. */
export class Annotations {
  private readonly found = new Map<string, Annotation>();
  private readonly mended = new Map<string, MendedBuckets>();

  warn(message: string, place: Place): void {
    this.add("warn", message, place);
  }

  info(message: string, place: Place): void {
    this.add("info", message, place);
  }

  private add(level: "warn" | "info", message: string, { start, end }: Place): void {
    const key = `${level} ${start} ${message}`;
    if (!this.found.has(key)) this.found.set(key, { level, message, start, end });
  }

  mixedFloatsAndHistograms(name: string, place: Place): void {
    this.warn(`encountered a mix of histograms and floats for metric name ${quoted(name)}`, place);
  }

  mixedSchemas(name: string, place: Place): void {
    const kinds = "exponential and custom buckets schemas";
    this.warn(`vector contains a mix of histograms with ${kinds} for metric name ${quoted(name)}`, place);
  }

  histogramsIgnoredInRange(name: string, place: Place): void {
    const where = "a range containing both floats and histograms";
    this.info(`ignored histograms in ${where} for metric name ${quoted(name)}`, place);
  }

  boundsReconciled(during: "addition" | "subtraction" | "aggregation", place: Place): void {
    this.info(`mismatched custom buckets were reconciled during ${during}`, place);
  }

  resetsCollide(during: "addition" | "subtraction" | "aggregation", place: Place): void {
    this.warn(`conflicting counter resets during histogram ${during}`, place);
  }

  invalidQuantile(quantile: number, place: Place): void {
    this.warn(`quantile value should be between 0 and 1, got ${formatShort(quantile)}`, place);
  }

  invalidRatio(ratio: number, capped: number, place: Place): void {
    const which = `got ${formatShort(ratio)}, capping to ${formatShort(capped)}`;
    this.warn(`ratio value should be between -1 and 1, ${which}`, place);
  }

  /** Buckets that were not cumulative and had to be made so. */
  bucketsMended(name: string, time: number, { lowest, highest, most }: Fall, place: Place): void {
    const link = "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile";
    const what = `input to histogram_quantile needed to be fixed for monotonicity (see ${link})`;
    const message = withName(what, name);
    const key = `${place.start} ${message}`;
    const known = this.mended.get(key);
    if (!known) {
      this.mended.set(key, { place, message, lowest, highest, most, samples: 1, first: time, last: time });
      return;
    }
    known.lowest = Math.min(known.lowest, lowest);
    known.highest = Math.max(known.highest, highest);
    known.most = Math.max(known.most, most);
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
    known.samples++;
  }

  list(): Annotation[] {
    for (const { place, message, lowest, highest, most, samples, first, last } of this.mended.values()) {
      const range = `from buckets ${formatShort(lowest)} to ${formatShort(highest)}`;
      const extent = `with a max diff of ${formatTwoDigits(most)}, over ${samples} samples`;
      this.info(`${message}, ${range}, ${extent} from ${isoSeconds(first)} to ${isoSeconds(last)}`, place);
    }
    this.mended.clear();
    return [...this.found.values()];
  }
}

function isoSeconds(time: number): string {
  return new Date(Math.trunc(time / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

export function quoted(name: string): string {
  return JSON.stringify(name);
}

export function withName(message: string, name: string): string {
  return name === "" ? message : `${message} for metric name ${quoted(name)}`;
}

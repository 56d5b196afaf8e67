import { compareText } from "../../../diagnostics/order.js";
import { createMetric, type Metric } from "../../../promql/evaluate/index.js";
import type { LabelPair } from "../labels/line-labels.js";

/** A line of a stream. */
export interface LogEntry {
  /** In nanoseconds since 1970. */
  readonly time: bigint;
  readonly line: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A stored line. */
export interface StoredEntry {
  readonly time: bigint;
  readonly line: string;
  /** Structured metadata, sorted by name. */
  readonly metadata: readonly LabelPair[];
}

/** The lines with the same labels. */
export class LogStream {
  readonly labels: Metric;
  /** The same labels as a map. */
  readonly labelMap: ReadonlyMap<string, string>;
  private entries: StoredEntry[] = [];
  private isSorted = true;

  constructor(labels: Metric) {
    this.labels = labels;
    this.labelMap = new Map(labels.names.map((name, at) => [name, labels.values[at]!]));
  }

  append({ time, line, metadata = {} }: LogEntry): void {
    const last = this.entries.at(-1);
    if (last !== undefined && time <= last.time) this.isSorted = false;
    const pairs = Object.entries(metadata).filter(([, value]) => value !== "");
    this.entries.push({ time, line, metadata: pairs.sort(([a], [b]) => compareText(a, b)) });
  }

  /** The lines by time; those with the same time in the order in which they were appended. */
  sorted(): readonly StoredEntry[] {
    if (!this.isSorted) {
      this.entries = withoutDuplicates(this.entries.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time))));
      this.isSorted = true;
    }
    return this.entries;
  }
}

/** Removes lines that are equal to another one with the same time and structured metadata. */
function withoutDuplicates(entries: readonly StoredEntry[]): StoredEntry[] {
  const kept: StoredEntry[] = [];
  let seen = new Set<string>();
  for (const [at, entry] of entries.entries()) {
    const isAlone = entries[at + 1]?.time !== entry.time && kept.at(-1)?.time !== entry.time;
    if (isAlone) kept.push(entry);
    else {
      if (kept.at(-1)?.time !== entry.time) seen = new Set();
      const key = JSON.stringify([entry.line, entry.metadata]);
      if (!seen.has(key)) kept.push(entry);
      seen.add(key);
    }
  }
  return kept;
}

/** Log lines in memory. */
export class LogStore {
  private readonly byKey = new Map<string, LogStream>();

  /**
   * Appends a line to the stream with these labels.
   *
   * ```ts
   * store.append({ app: "api" }, { time: 1_793_491_200_000_000_000n, line: "level=info" });
   * ```
   */
  append(stream: Readonly<Record<string, string>>, entry: LogEntry): void {
    this.stream(stream).append(entry);
  }

  /** Returns the stream with these labels, which it adds if it is new. */
  stream(stream: Readonly<Record<string, string>>): LogStream {
    const labels = createMetric(Object.entries(stream));
    let known = this.byKey.get(labels.key);
    if (known === undefined) {
      known = new LogStream(labels);
      this.byKey.set(labels.key, known);
    }
    return known;
  }

  streams(): Iterable<LogStream> {
    return this.byKey.values();
  }
}

import type { LineRun } from "../../formats/prometheus-tests/line-notation.js";
import type { RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { LogStore, LogStream } from "../../logql/evaluate/index.js";

/** The next line of a run. */
interface OpenRun {
  readonly run: LineRun;
  readonly stream: LogStream;
  readonly metadata: Readonly<Record<string, string>>;
  /** Its position in the file, in nanoseconds: equal lines at one time are one line to Loki. */
  readonly shift: bigint;
  next: number;
}

const nanoseconds = 1_000_000;

/** Appends the log lines of a test to a store up to the current tick, so that rules cannot see the future. */
export class LineFeed {
  private readonly start: number;
  private readonly open: readonly OpenRun[];

  constructor({ logs, startTime }: RuleTest, store: LogStore) {
    this.start = startTime;
    this.open = logs.flatMap(({ labels, metadata, runs }, position) => {
      const stream = store.stream(labels);
      return runs.map((run) => ({ run, stream, metadata, shift: BigInt(position), next: 0 }));
    });
  }

  /** Appends all lines up to a time. */
  feed(time: number): void {
    for (const one of this.open) {
      const { run, stream, metadata, shift } = one;
      for (; one.next < run.count; one.next++) {
        const at = this.start + run.from + one.next * run.step;
        if (at > time) break;
        stream.append({ time: BigInt(Math.round(at * nanoseconds)) - shift, line: run.text, metadata });
      }
    }
  }
}

import type { LineLabels } from "../labels/line-labels.js";

/** A step of a pipeline. */
export interface Stage {
  /** Returns the line, or undefined to drop it. `time` is in nanoseconds. */
  readonly process: (line: string, labels: LineLabels, time: bigint) => string | undefined;
  /** The labels that it reads, for `ParserHints`. */
  readonly required: readonly string[];
}

/** A stage that reads no labels, as parsers and line filters. */
export function stage(process: Stage["process"], required: readonly string[] = []): Stage {
  return { process, required };
}

import type { LogStore } from "../../logql/evaluate/index.js";
import type { Expr } from "../../logql/index.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { SeriesLabels } from "../series/family.js";
import { enumerateLabelSets } from "../series/label-sets.js";
import type { KnownValues } from "../series/label-values.js";
import { createRandom } from "../series/random.js";
import { collectDeclaredValues } from "./declared-values.js";
import { formatLine } from "./format-line.js";
import { LineFieldGenerator } from "./line-fields.js";
import { collectLineRequests, type LineRequests } from "./line-requests.js";
import { selectedLabels } from "./stream-labels.js";

/** Options for lines generated from declared streams. Times are in milliseconds. */
export interface SyntheticLineOptions {
  readonly start: number;
  readonly end: number;
  /** The length of time in which every declared value appears. */
  readonly round: number;
  readonly environment: string;
  /** The release whose regular expressions selectors use. */
  readonly version: PrometheusVersion;
  /** Expressions whose selectors and filters should match lines, if the labels and fields allow it. */
  readonly expressions: readonly Expr[];
  /** Adds lines that are not in the declared format. */
  readonly hasMalformedLines: boolean;
  /** Seed of the values and times. @default "telltale" */
  readonly seed?: string;
}

/** Maximum number of label sets of one declared stream. */
const maxLabelSets = 16;
/** The fewest lines with the same labels in one round. */
const minLines = 12;
/** One in so many lines is not in the declared format, if such lines are wanted. */
const malformedEvery = 7;

/**
 * Writes synthetic lines for declared streams: of every label set, with fields whose declared values all appear in every
 * round. Open fields also have the values that expressions look for.
 *
 * @example
 * writeSyntheticLines(store, [logs], { start: 0, end: 3_600_000, round: 1_800_000, environment: "prod", … });
 */
export function writeSyntheticLines(
  store: LogStore,
  streams: readonly LogStream[],
  options: SyntheticLineOptions,
): void {
  const declared = collectDeclaredValues(streams);
  const requests = collectLineRequests(options.expressions, declared, options.version);
  const known: KnownValues = { requested: requests.values, declared };
  const written = new Set<string>();
  for (const stream of streams) {
    const { fields, format } = stream;
    const selected = selectedLabels(stream, options.environment);
    const key = JSON.stringify([selected, fields, format]);
    if (written.has(key)) continue;
    written.add(key);
    const generator = new LineFieldGenerator(fields, requests, known);
    const sets = enumerateLabelSets(selected, known, requests.labels, maxLabelSets);
    for (const labels of sets) writeLines(store, { key, format, labels, generator, requests }, options);
  }
}

/** The lines of one declared stream that have the same labels. */
interface LineSource {
  /** Differs from that of any other stream. */
  readonly key: string;
  readonly format: LogStream["format"];
  readonly labels: SeriesLabels;
  readonly generator: LineFieldGenerator;
  readonly requests: LineRequests;
}

function writeLines(
  store: LogStore,
  { key, format, labels, generator, requests }: LineSource,
  { start, end, round, hasMalformedLines, seed = "telltale" }: SyntheticLineOptions,
): void {
  const random = createRandom(seed, key, JSON.stringify(labels));
  const lineForms = format === "text" ? requests.forms : [];
  // JSON appears with and without spaces, lines without a format in every form.
  const forms = Math.max(format === "json" ? 2 : 1, lineForms.length);
  const perRound = Math.max(minLines, generator.period * forms);
  const count = Math.ceil(((end - start) / round) * perRound);
  for (let number = 0; number < count; number++) {
    const time = start + Math.floor(((number + random()) * round) / perRound);
    const form = Math.floor(number / generator.period);
    const fields = generator.generate(number, time, random);
    const line = formatLine(
      fields,
      format,
      form % 2 === 0 ? "compact" : "spaced",
      lineForms[form % lineForms.length],
      requests.paths,
    );
    store.append(labels, { time: BigInt(time) * nanoseconds, line });
    if (hasMalformedLines && number % malformedEvery === 0) {
      store.append(labels, { time: BigInt(time + 1) * nanoseconds, line: malformedLine });
    }
  }
}

const nanoseconds = 1_000_000n;
/** A line that is neither JSON nor logfmt. */
const malformedLine = 'Traceback (most recent call last): "="';

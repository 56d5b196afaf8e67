import { parseByteSize } from "../../../gotemplate/format/parse-byte-size.js";
import { type ParsedNumber, parseFloat64 } from "../../../gotemplate/format/parse-float.js";
import { parseGoDuration } from "../../../gotemplate/format/parse-go-duration.js";
import { byteLength } from "../../../gotemplate/format/utf8.js";
import { durationSeconds } from "../../../gotemplate/loki/number-functions.js";
import type { Metric } from "../../../promql/evaluate/index.js";
import type { Grouping, RangeAggregation, Stage as StageNode, Unwrap, UnwrapConversion } from "../../syntax/ast.js";
import { type CompiledLabelFilter, combine, compileLabelFilter } from "../filters/label-filter.js";
import { LabelSets } from "../labels/label-sets.js";
import { LineLabels } from "../labels/line-labels.js";
import { ParserHints } from "../labels/parser-hints.js";
import { compileStages } from "../pipeline/compile-stages.js";
import type { Stage } from "../pipeline/stage.js";
import type { LogStream, StoredEntry } from "../store/log-store.js";
import { groupedLabels, type SampleGrouping } from "./grouped-labels.js";

export interface Sample {
  readonly labels: Metric;
  readonly value: number;
}

/** Makes samples of the lines of a stream; undefined for a line that is dropped. */
export type SampleExtractor = (entry: StoredEntry) => Sample | undefined;

/**
 * Compiles the pipeline of a range aggregation. `outer` is the clause of an aggregation around it, if samples can be
 * grouped by it at once.
 */
export function compileExtractor(
  node: RangeAggregation,
  outer: Grouping | undefined,
): (stream: LogStream) => SampleExtractor {
  const { query, unwrap } = node.range;
  const { stages, earlyFilters } = compileStages(removeLineFormats(node.operator, query.stages));
  const after = unwrap && compileFilters(unwrap);
  const grouping = sampleGrouping(node, outer);
  const filters = new Map(earlyFilters);
  const [filtered] = after?.required ?? [];
  if (after?.isSingle && filtered !== undefined && !filters.has(filtered)) filters.set(filtered, after.test);
  const hints = new ParserHints({
    stages: [...stages, ...(after ? [after] : [])].flatMap(({ required }) => required),
    grouping: grouping.labels,
    without: grouping.without,
    isSingleton: grouping.isSingleton,
    ...(unwrap && { unwrapped: unwrap.label.name }),
  });
  const sets = new LabelSets();
  const read = unwrap ? readUnwrapped(unwrap, after) : readLine(node.operator.startsWith("bytes_"));
  return ({ labels: stream, labelMap }) => {
    const labels = new LineLabels(labelMap, hints, filters);
    return ({ line, time, metadata }) => {
      labels.reset(metadata);
      const processed = runStages(stages, line, labels, time);
      const value = processed === undefined ? undefined : read(processed, labels);
      return value === undefined ? undefined : { labels: groupedLabels(labels, stream, grouping, sets), value };
    };
  };
}

/** Runs a line through stages; undefined if one of them drops it. */
export function runStages(
  stages: readonly Stage[],
  line: string,
  labels: LineLabels,
  time: bigint,
): string | undefined {
  let current: string | undefined = line;
  for (const { process } of stages) {
    current = process(current, labels, time);
    if (current === undefined) return undefined;
  }
  return current;
}

function sampleGrouping({ operator, grouping, range }: RangeAggregation, outer: Grouping | undefined): SampleGrouping {
  const clause = outer ?? grouping;
  const labels = clause?.labels.map(({ name }) => name) ?? [];
  const without = clause?.without ?? false;
  const isSingleton = operator === "absent_over_time" || (clause !== undefined && labels.length === 0 && !without);
  if (range.unwrap === undefined || (labels.length > 0 && !without)) return { labels, without, isSingleton };
  return { labels: [...labels, range.unwrap.label.name], without: true, isSingleton };
}

/** Stages that read the line. */
const readers: ReadonlySet<StageNode["kind"]> = new Set([
  "json",
  "logfmt",
  "pattern",
  "regexp",
  "unpack",
  "line filter",
]);

/** Loki leaves out `line_format` if nothing reads the line behind it: its errors do not happen. */
function removeLineFormats(operator: RangeAggregation["operator"], stages: readonly StageNode[]): readonly StageNode[] {
  if (operator.startsWith("bytes_")) return stages;
  const lastReader = stages.findLastIndex(({ kind }) => readers.has(kind));
  return stages.filter(({ kind }, at) => kind !== "line_format" || at < lastReader);
}

function compileFilters({ filters }: Unwrap): CompiledLabelFilter | undefined {
  const compiled = filters.map(({ filter }) => compileLabelFilter(filter)).filter((filter) => filter !== undefined);
  return compiled.length === 0 ? undefined : compiled.reduce((left, right) => combine("and", left, right));
}

type ReadValue = (line: string, labels: LineLabels) => number | undefined;

function readLine(countsBytes: boolean): ReadValue {
  return countsBytes ? byteLength : () => 1;
}

/** A line without the label has no sample; one whose label cannot be converted has an error. */
function readUnwrapped({ label, conversion }: Unwrap, after: CompiledLabelFilter | undefined): ReadValue {
  const convert = conversions[conversion ?? "number"];
  return (_, labels) => {
    const text = labels.get(label.name);
    if (text === undefined || text === "") return undefined;
    const parsed = convert(text);
    if (parsed.error !== undefined) labels.fail("SampleExtractionErr", parsed.error);
    if (after !== undefined && !after.test(labels)) return undefined;
    return parsed.error === undefined ? parsed.value : 0;
  };
}

function parseSeconds(text: string): ParsedNumber {
  const parsed = parseGoDuration(text);
  return parsed.error === undefined ? { value: durationSeconds(parsed.value) } : parsed;
}

const conversions: Readonly<Record<UnwrapConversion | "number", (text: string) => ParsedNumber>> = {
  number: parseFloat64,
  bytes: parseByteSize,
  duration: parseSeconds,
  duration_seconds: parseSeconds,
};

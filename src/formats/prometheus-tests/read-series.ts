import { formatMetric, type Metric } from "../../promql/evaluate/index.js";
import type { YamlNode } from "../../yaml/index.js";
import type { Place, SourceText } from "../prometheus/source-rules.js";
import { parseMetric } from "./metric-notation.js";
import { parseSeriesValues, type SeriesValue } from "./series-notation.js";
import type { TestSeries } from "./test-file.js";
import { beginningOf, type Fields, type KnownFields, placeIn, type TestFileReader } from "./test-file-reader.js";

const seriesFields: KnownFields = new Map([
  ["series", undefined],
  ["values", undefined],
]);

/** How many values the series of a test are to have at most: nothing later is ever looked at. */
export interface NeededValues {
  readonly perSeries: number;
  /** Only the first of them counts, for all are at the start of the test. */
  readonly atOnce: boolean;
}

/** More values than these in one test are refused: they would not fit into memory. */
const mostValues = 20_000_000;

/**
 * Reads the series of a test. promtool makes a script of them, a line each, and reads that: a text with several lines
 * holds several series, an empty line or a comment ends them all, and of two with the same labels the second counts.
 */
export function readSeries(reader: TestFileReader, test: Fields, needed: NeededValues): readonly TestSeries[] {
  const lines = reader.items(test, "input_series").flatMap((node) => scriptLines(reader, node));
  const end = lines.findIndex(({ text }) => text === "");
  const read = end === -1 ? lines : lines.slice(0, end);
  const unread = end === -1 ? undefined : lines.slice(end).find(({ text }) => text !== "");
  if (unread) reportUnread(reader, lines[end]!, unread);
  const series = new Map<string, TestSeries>();
  let values = 0;
  for (const line of read) {
    const one = readLine(reader, line, needed);
    if (one === undefined) continue;
    const first = series.get(one.key);
    if (first) reportDuplicate(reader, one.series, first, one.metric);
    series.set(one.key, one.series);
    values += one.series.values.length;
    if (values <= mostValues) continue;
    reader.decoder.report(
      "test-file/too-many-values",
      one.series,
      `the series of a test have over ${mostValues} values`,
    );
    return [];
  }
  return [...series.values()];
}

/** A line of the script, and where in the file its characters stand. */
interface ScriptLine extends Place {
  /** Empty where the series end. */
  readonly text: string;
  place(offset: number, length?: number): Place;
}

function scriptLines(reader: TestFileReader, node: YamlNode): ScriptLine[] {
  const fields = reader.fields(node, "a series", seriesFields);
  const series = reader.text(fields, "series");
  const values = reader.text(fields, "values");
  const label = series?.value ?? "";
  const script = `${label} ${values?.value ?? ""}`;
  const here = beginningOf(node);
  const { start: first, end: last } = series ?? values ?? here;
  const placeOf = (offset: number, length?: number) => {
    const isLabel = offset < label.length || (offset === label.length && values === undefined);
    const text: SourceText | undefined = isLabel ? series : values;
    return text ? placeIn(text, isLabel ? offset : Math.max(offset - label.length - 1, 0), length) : here;
  };
  const lines: ScriptLine[] = [];
  let start = 0;
  for (const written of script.split("\n")) {
    const from = start + written.length - written.trimStart().length;
    const text = written.trim();
    const place = (offset: number, length?: number) => placeOf(from + offset, length);
    lines.push({ text: text.startsWith("#") ? "" : text, place, start: first, end: last });
    start += written.length + 1;
  }
  return lines;
}

interface ReadLine {
  readonly key: string;
  readonly metric: Metric;
  readonly series: TestSeries;
}

function readLine(reader: TestFileReader, line: ScriptLine, needed: NeededValues): ReadLine | undefined {
  const { text } = line;
  const metric = parseMetric(text, { quotedNames: reader.isSince(3, 0), spacedBraces: false });
  if (metric.error !== undefined) return reportNotation(reader, line, metric.error, metric.at, word);
  const { end } = metric;
  if (metric.metric.key === "") return reportNotation(reader, line, "a series has a label at least", 0, word);
  if (end < text.length && !/[ \t\r]/.test(text[end]!)) {
    return reportNotation(reader, line, "expected a space in front of the values", end, word);
  }
  const notation = text.slice(end);
  if (notation.includes("{{") && !reader.isSince(2, 48)) return reportHistogram(reader, line, text.indexOf("{{", end));
  const read = parseSeriesValues(notation, needed.perSeries);
  if (read.error !== undefined) return reportNotation(reader, line, read.error, end + read.at, item);
  const { names, values: texts, key } = metric.metric;
  const labels = Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
  const values = needed.atOnce ? firstOf(read.values) : read.values;
  return { key, metric: metric.metric, series: { start: line.start, end: line.end, labels, values } };
}

function firstOf(values: readonly SeriesValue[]): readonly SeriesValue[] {
  return values.filter(({ kind }) => kind !== "missing").slice(0, 1);
}

/** What is pointed at: among labels a word or a sign, among values what stands between spaces. */
const word = /^(?:\w+|[\s\S]?)/;
const item = /^\S*/;

function reportNotation(
  reader: TestFileReader,
  line: ScriptLine,
  problem: string,
  at: number,
  meant: RegExp,
): undefined {
  const { length } = meant.exec(line.text.slice(at))![0];
  reader.decoder.report("test-file/invalid-series", line.place(at, length), problem);
}

function reportHistogram(reader: TestFileReader, line: ScriptLine, at: number): undefined {
  const { major, minor } = reader.version;
  const summary = `promtool ${major}.${minor} cannot read native histograms`;
  const fix = "test them with --prometheus-version 2.48 or later";
  reader.decoder.report("test-file/newer-notation", line.place(at, 2), summary, { fix });
}

function reportUnread({ decoder }: TestFileReader, end: ScriptLine, unread: ScriptLine): void {
  decoder.report(
    "test-file/unread-series",
    { start: unread.start, end: unread.end },
    "promtool does not read this series",
    {
      severity: "warning",
      details: "It reads a line for each series and stops at the first empty one or comment.",
      fix: "write the values above in one line, or as a folded text that keeps no line break: >-",
      related: [decoder.related("the series end here", { start: end.start, end: end.end })],
    },
  );
}

function reportDuplicate({ decoder }: TestFileReader, second: TestSeries, first: TestSeries, metric: Metric): void {
  const summary = `the series ${formatMetric(metric)} is given twice; only this one counts`;
  decoder.report("test-file/duplicate-series", { start: second.start, end: second.end }, summary, {
    severity: "warning",
    fix: "take one of them out, or give them labels that differ",
    related: [decoder.related("this one is overwritten", { start: first.start, end: first.end })],
  });
}

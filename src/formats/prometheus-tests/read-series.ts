import type { TextRange } from "../../diagnostics/positions.js";
import { formatMetric, type Metric } from "../../promql/evaluate/index.js";
import type { YamlNode } from "../../yaml/index.js";
import type { SourceText } from "../prometheus/source-rules.js";
import { rangeIn } from "../prometheus/source-text.js";
import { parseMetric } from "./metric-notation.js";
import { parseSeriesValues, type SeriesValue } from "./series-notation.js";
import type { TestSeries } from "./test-file.js";
import { type FieldReleases, type Fields, startRange, type TestFileReader } from "./test-file-reader.js";

const seriesFields: FieldReleases = new Map([
  ["series", undefined],
  ["values", undefined],
]);

/** Limits the values that are expanded, because later ones never affect the test. */
export interface ValueDemand {
  readonly perSeries: number;
  /** True if only the first value matters, because all have the timestamp of the test's start. */
  readonly onlyFirst: boolean;
}

/** Maximum number of values in one test, to bound memory. */
const maxValues = 20_000_000;

/**
 * Reads the series of a test. promtool joins them into a script, one line each, and parses that: a text of several lines
 * is several series, an empty line or a comment ends all series, and the last of two series with equal labels wins.
 */
export function readSeries(reader: TestFileReader, test: Fields, needed: ValueDemand): readonly TestSeries[] {
  const lines = reader.items(test, "input_series").flatMap((node) => listScriptLines(reader, node));
  const end = lines.findIndex(({ text }) => text === "");
  const read = end === -1 ? lines : lines.slice(0, end);
  const unread = end === -1 ? undefined : lines.slice(end).find(({ text }) => text !== "");
  if (unread) reportUnread(reader, lines[end]!, unread);
  const series = new Map<string, TestSeries>();
  let values = 0;
  for (const line of read) {
    const one = parseLine(reader, line, needed);
    if (one === undefined) continue;
    const first = series.get(one.key);
    if (first) reportDuplicate(reader, one.series, first, one.metric);
    series.set(one.key, one.series);
    values += one.series.values.length;
    if (values <= maxValues) continue;
    reader.decoder.report(
      "test-file/too-many-values",
      one.series,
      `the series of this test have more than ${maxValues} values`,
    );
    return [];
  }
  return [...series.values()];
}

/** A line of the script, with the mapping of its offsets to the file. */
interface ScriptLine extends TextRange {
  /** Empty if the line ends the series. */
  readonly text: string;
  range(offset: number, length: number): TextRange;
}

function listScriptLines(reader: TestFileReader, node: YamlNode): ScriptLine[] {
  const fields = reader.fields(node, "a series", seriesFields);
  const series = reader.text(fields, "series");
  const values = reader.text(fields, "values");
  const label = series?.value ?? "";
  const script = `${label} ${values?.value ?? ""}`;
  const here = startRange(node);
  const { start: first, end: last } = series ?? values ?? here;
  const rangeAt = (offset: number, length: number): TextRange => {
    const isLabel = offset < label.length || (offset === label.length && values === undefined);
    const text: SourceText | undefined = isLabel ? series : values;
    if (text === undefined) return here;
    const start = isLabel ? offset : Math.max(offset - label.length - 1, 0);
    return rangeIn(text, start, start + length);
  };
  const lines: ScriptLine[] = [];
  let start = 0;
  for (const line of script.split("\n")) {
    const from = start + line.length - line.trimStart().length;
    const text = line.trim();
    const range = (offset: number, length: number) => rangeAt(from + offset, length);
    lines.push({ text: text.startsWith("#") ? "" : text, range, start: first, end: last });
    start += line.length + 1;
  }
  return lines;
}

interface ParsedLine {
  readonly key: string;
  readonly metric: Metric;
  readonly series: TestSeries;
}

function parseLine(reader: TestFileReader, line: ScriptLine, needed: ValueDemand): ParsedLine | undefined {
  const { text } = line;
  const metric = parseMetric(text, { quotedNames: reader.isSince(3, 0), spacedBraces: false });
  if (metric.error !== undefined) return reportInvalidSeries(reader, line, metric.error, metric.offset, word);
  const { end } = metric;
  if (metric.metric.key === "") return reportInvalidSeries(reader, line, "a series needs a name or a label", 0, word);
  if (end < text.length && !/[ \t\r]/.test(text[end]!)) {
    return reportInvalidSeries(reader, line, "expected a space before the values", end, word);
  }
  const notation = text.slice(end);
  if (notation.includes("{{") && !reader.isSince(2, 48))
    return reportUnsupportedHistogram(reader, line, text.indexOf("{{", end));
  const read = parseSeriesValues(notation, needed.perSeries);
  if (read.error !== undefined) return reportInvalidSeries(reader, line, read.error, end + read.offset, item);
  const { names, values: texts, key } = metric.metric;
  const labels = Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
  const values = needed.onlyFirst ? takeFirst(read.values) : read.values;
  return { key, metric: metric.metric, series: { start: line.start, end: line.end, labels, values } };
}

function takeFirst(values: readonly SeriesValue[]): readonly SeriesValue[] {
  return values.filter(({ kind }) => kind !== "missing").slice(0, 1);
}

/** The token that a finding underlines: a word or sign among labels, a space-separated item among values. */
const word = /^(?:\w+|[\s\S]?)/;
const item = /^\S*/;

function reportInvalidSeries(
  reader: TestFileReader,
  line: ScriptLine,
  problem: string,
  offset: number,
  token: RegExp,
): undefined {
  const { length } = token.exec(line.text.slice(offset))![0];
  reader.decoder.report("test-file/invalid-series", line.range(offset, length), problem);
}

function reportUnsupportedHistogram(reader: TestFileReader, line: ScriptLine, offset: number): undefined {
  const { major, minor } = reader.version;
  const summary = `promtool ${major}.${minor} does not support native histograms in tests`;
  const fix = "target 2.48 or later: --prometheus-version 2.48";
  reader.decoder.report("test-file/newer-notation", line.range(offset, 2), summary, { fix });
}

function reportUnread({ decoder }: TestFileReader, end: ScriptLine, unread: ScriptLine): void {
  decoder.report("test-file/unread-series", { start: unread.start, end: unread.end }, "promtool ignores this series", {
    details: "promtool joins the series into a script, one line each, and stops at the first empty line or comment.",
    fix: "write the values above on one line, or fold them with >-",
    related: [decoder.related("promtool stops here", { start: end.start, end: end.end })],
  });
}

function reportDuplicate({ decoder }: TestFileReader, second: TestSeries, first: TestSeries, metric: Metric): void {
  const summary = `duplicate series ${formatMetric(metric)}: promtool uses only this one`;
  decoder.report("test-file/duplicate-series", { start: second.start, end: second.end }, summary, {
    fix: "remove one of them, or change its labels",
    related: [decoder.related("this one is replaced", { start: first.start, end: first.end })],
  });
}

import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { YamlNode } from "../../yaml/index.js";
import type { SourceText } from "../prometheus/source-rules.js";
import { rangeIn } from "../prometheus/source-text.js";
import { type LineRun, parseLines } from "./line-notation.js";
import { parseMetric } from "./metric-notation.js";
import type { TestStream } from "./test-file.js";
import { type FieldReleases, type Fields, startRange, type TestFileReader } from "./test-file-reader.js";

const streamFields: FieldReleases = new Map([
  ["stream", undefined],
  ["lines", undefined],
  ["metadata", undefined],
]);

/** Maximum number of lines in one test, to bound memory. */
const maxLines = 1_000_000;

/** Reads the log lines of a test, up to the time after which they never affect it. */
export function readLogs(
  reader: TestFileReader,
  test: Fields,
  { interval, lastTime }: { readonly interval: number; readonly lastTime: number },
): readonly TestStream[] {
  const streams: TestStream[] = [];
  let lines = 0;
  for (const node of reader.items(test, "logs")) {
    const stream = readStream(reader, node, interval, lastTime);
    if (!stream) continue;
    lines += stream.runs.reduce((sum, { count }) => sum + count, 0);
    if (lines > maxLines) {
      reader.decoder.report(
        "test-file/too-many-values",
        stream,
        `the logs of this test have more than ${maxLines} lines`,
      );
      return [];
    }
    streams.push(stream);
  }
  return streams;
}

function readStream(
  reader: TestFileReader,
  node: YamlNode,
  interval: number,
  lastTime: number,
): TestStream | undefined {
  const fields = reader.fields(node, "a log stream", streamFields);
  const name = reader.text(fields, "stream");
  const metadata = reader.labels(fields, "metadata");
  const runs = readRuns(reader, fields, interval);
  if (name === undefined) {
    reader.decoder.report("test-file/invalid-lines", startRange(node), "stream is missing", {
      fix: "set stream to the labels of the lines, such as '{app=\"cart\"}'",
    });
    return undefined;
  }
  const labels = readLabels(reader, name);
  if (!labels) return undefined;
  const { start, end } = name;
  return { start, end, labels, metadata, runs: runs.flatMap((run) => truncate(run, lastTime) ?? []) };
}

function readLabels({ decoder }: TestFileReader, stream: SourceText): Readonly<Record<string, string>> | undefined {
  const { value } = stream;
  const read = parseMetric(value);
  const fail = (problem: string, offset: number): undefined => {
    decoder.report("test-file/invalid-lines", rangeIn(stream, offset, value.length), problem, {
      fix: 'write the labels of a stream in braces, such as \'{app="cart", namespace="shop"}\'',
    });
  };
  if (read.error !== undefined) return fail(read.error, read.offset);
  const { names, values } = read.metric;
  if (names.includes(metricNameLabel)) return fail("a log stream has labels, and no name", 0);
  if (names.length === 0) return fail("a log stream has at least one label", 0);
  if (value.slice(read.end).trim() !== "") return fail("unexpected text after the labels", read.end);
  return Object.fromEntries(names.map((label, index) => [label, values[index]!]));
}

/** Reads `lines`: one text, or several that follow each other. */
function readRuns(reader: TestFileReader, fields: Fields, interval: number): readonly LineRun[] {
  const node = fields.get("lines")?.value;
  const texts = node?.kind === "sequence" ? reader.texts(fields, "lines") : [reader.text(fields, "lines")];
  const runs: LineRun[] = [];
  let intervals = 0;
  for (const text of texts) {
    if (text === undefined) continue;
    const read = parseLines(text.value, interval, intervals);
    if (read.error !== undefined) {
      const { length } = /^\S*/.exec(text.value.slice(read.offset))![0];
      reader.decoder.report("test-file/invalid-lines", rangeIn(text, read.offset, read.offset + length), read.error);
      continue;
    }
    runs.push(...read.runs);
    intervals = read.intervals;
  }
  return runs;
}

/** Drops lines after a time. */
function truncate(run: LineRun, lastTime: number): LineRun | undefined {
  const count = Math.min(run.count, Math.floor((lastTime - run.from) / run.step) + 1);
  return count > 0 ? { ...run, count } : undefined;
}

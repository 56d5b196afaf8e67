import type { YamlNode } from "../../yaml/index.js";
import { readAlertExpectations, readExpressionExpectations } from "./read-expectations.js";
import { readLogs } from "./read-logs.js";
import { readSeries, type ValueDemand } from "./read-series.js";
import { parseStartTimestamp } from "./start-timestamp.js";
import type { RuleTest } from "./test-file.js";
import { type FieldReleases, type Fields, startRange, type TestFileReader } from "./test-file-reader.js";

const testFields: FieldReleases = new Map([
  ["name", undefined],
  ["interval", undefined],
  ["start_timestamp", { major: 3, minor: 9 }],
  ["input_series", undefined],
  ["alert_rule_test", undefined],
  ["promql_expr_test", undefined],
  // Telltale's own, which promtool refuses.
  ["logs", undefined],
  ["logql_expr_test", undefined],
  ["external_labels", undefined],
  ["external_url", undefined],
]);

/** Reads one test. Since 2.49, `evaluationInterval` is the default of its interval. */
export function readTest(reader: TestFileReader, node: YamlNode, evaluationInterval: number): RuleTest {
  const { decoder } = reader;
  decoder.subject = undefined;
  const fields = reader.fields(node, "a test", testFields);
  const name = reader.text(fields, "name");
  decoder.subject = name && `test "${name.value}"`;
  const startTime = readStart(reader, fields);
  const alerts = readAlertExpectations(reader, fields);
  const expressions = [
    ...readExpressionExpectations(reader, fields, "promql"),
    ...readExpressionExpectations(reader, fields, "logql"),
  ];
  const lastTime = [...alerts, ...expressions].reduce((last, { evalTime }) => Math.max(last, evalTime), 0);
  const interval = readInterval(reader, fields, node, evaluationInterval);
  const series = readSeries(reader, fields, demandFor(interval, lastTime));
  const logs = readLogs(reader, fields, { interval: interval || evaluationInterval, lastTime });
  const externalLabels = reader.labels(fields, "external_labels");
  const externalUrl = reader.text(fields, "external_url")?.value ?? "";
  const { start, end } = node;
  return { start, end, name, interval, startTime, series, logs, externalLabels, externalUrl, alerts, expressions };
}

function demandFor(interval: number, lastTime: number): ValueDemand {
  if (interval === 0) return { perSeries: Number.POSITIVE_INFINITY, onlyFirst: true };
  return { perSeries: Math.floor(lastTime / interval) + 1, onlyFirst: false };
}

function readInterval(reader: TestFileReader, fields: Fields, node: YamlNode, evaluationInterval: number): number {
  const interval = reader.duration(fields, "interval");
  const hasInterval = fields.has("interval") && interval !== 0;
  if (hasInterval || reader.isSince(2, 49)) return interval || evaluationInterval;
  if (!fields.has("input_series")) return 0;
  const range = fields.get("interval")?.value ?? startRange(node);
  reader.decoder.report(
    "test-file/no-interval",
    range,
    "without interval, all values of a series are at the start of the test",
    {
      details: "Before 2.49, promtool has no default interval. Of several values at one time, only the first counts.",
      fix: "set interval, such as 1m",
    },
  );
  return 0;
}

function readStart(reader: TestFileReader, fields: Fields): number {
  const entry = fields.get("start_timestamp");
  const text = entry && reader.decoder.text(entry.value, "start_timestamp");
  if (text === undefined) return 0;
  const start = parseStartTimestamp(text);
  if (start !== undefined) return start;
  reader.decoder.report("test-file/invalid-time", entry!.value, `start_timestamp: "${text}" is not a time`, {
    fix: "write a Unix timestamp such as 1767225600, or an RFC 3339 time such as 2026-01-01T00:00:00Z",
  });
  return 0;
}

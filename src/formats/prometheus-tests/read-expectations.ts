import * as logql from "../../logql/index.js";
import { parse, typeOf } from "../../promql/index.js";
import type { YamlNode } from "../../yaml/index.js";
import { reportSyntaxErrors } from "../prometheus/read/read-expr.js";
import type { SourceText } from "../prometheus/source-rules.js";
import { rangeIn } from "../prometheus/source-text.js";
import type { RuleLanguage } from "../prometheus/types.js";
import { parseMetric } from "./metric-notation.js";
import { parseSeriesValues, type SeriesValue } from "./series-notation.js";
import type { AlertExpectation, ExpectedAlert, ExpectedSample, ExpressionExpectation } from "./test-file.js";
import { type FieldReleases, type Fields, startRange, type TestFileReader } from "./test-file-reader.js";

const alertTestFields: FieldReleases = new Map([
  ["eval_time", undefined],
  ["alertname", undefined],
  ["exp_alerts", undefined],
]);
const alertFields: FieldReleases = new Map([
  ["exp_labels", undefined],
  ["exp_annotations", undefined],
]);
const expressionFields: FieldReleases = new Map([
  ["expr", undefined],
  ["eval_time", undefined],
  ["exp_samples", undefined],
]);
const sampleFields: FieldReleases = new Map([
  ["labels", undefined],
  ["value", undefined],
  ["histogram", { major: 2, minor: 48 }],
]);

/** Reads `alert_rule_test`. */
export function readAlertExpectations(reader: TestFileReader, test: Fields): readonly AlertExpectation[] {
  const expectations: AlertExpectation[] = [];
  for (const node of reader.items(test, "alert_rule_test")) {
    const fields = reader.fields(node, "an item of alert_rule_test", alertTestFields);
    const evalTime = reader.duration(fields, "eval_time") ?? 0;
    const alertname = reader.text(fields, "alertname");
    const alerts = reader.items(fields, "exp_alerts").map((alert) => readAlert(reader, alert));
    if (alertname) expectations.push({ start: node.start, end: node.end, evalTime, alertname, alerts });
    else {
      reader.decoder.report("test-file/missing-alertname", startRange(node), "alertname is missing", {
        fix: "set alertname to the name of the alerting rule under test",
      });
    }
  }
  return expectations;
}

function readAlert(reader: TestFileReader, node: YamlNode): ExpectedAlert {
  const fields = reader.fields(node, "an expected alert", alertFields);
  const labels = reader.labels(fields, "exp_labels");
  const annotations = reader.labels(fields, "exp_annotations");
  return { start: node.start, end: node.end, labels, annotations };
}

/** Reads `promql_expr_test`, or `logql_expr_test`. */
export function readExpressionExpectations(
  reader: TestFileReader,
  test: Fields,
  language: RuleLanguage,
): readonly ExpressionExpectation[] {
  const expectations: ExpressionExpectation[] = [];
  const field = `${language}_expr_test`;
  for (const node of reader.items(test, field)) {
    const fields = reader.fields(node, `an item of ${field}`, expressionFields);
    const expr = reader.text(fields, "expr");
    const evalTime = reader.duration(fields, "eval_time") ?? 0;
    const samples = reader.items(fields, "exp_samples").map((sample) => readSample(reader, sample));
    if (expr) {
      if (language === "logql") checkLogql(reader, expr);
      else checkExpression(reader, expr);
      expectations.push({ start: node.start, end: node.end, expr, language, evalTime, samples });
    } else {
      reader.decoder.report("test-file/missing-expr", startRange(node), "expr is missing", {
        fix: "set expr to the query to evaluate",
      });
    }
  }
  return expectations;
}

function checkExpression({ decoder, dialect }: TestFileReader, expr: SourceText): void {
  const { expr: parsed, errors } = parse(expr.value, dialect);
  reportSyntaxErrors(decoder, expr, errors, "promql/syntax");
  const type = parsed && errors.length === 0 ? typeOf(parsed) : "scalar";
  if (type === "instant vector" || type === "scalar") return;
  const result = type === "range vector" ? "a range vector" : "a string";
  decoder.report("test-file/wrong-result", rangeIn(expr, 0, expr.value.length), `the expression returns ${result}`, {
    fix: "promtool compares only instant vectors and scalars; aggregate it, for example with last_over_time(up[5m])",
  });
}

function checkLogql({ decoder }: TestFileReader, expr: SourceText): void {
  const { expr: parsed, errors } = logql.parse(expr.value, logql.ruleDialect);
  reportSyntaxErrors(decoder, expr, errors, "logql/syntax");
  if (!parsed || errors.length > 0 || logql.unwrapParens(parsed).kind !== "log query") return;
  decoder.report("test-file/wrong-result", rangeIn(expr, 0, expr.value.length), "the expression returns log lines", {
    fix: "count the lines: sum(count_over_time({…} [5m]))",
  });
}

function readSample(reader: TestFileReader, node: YamlNode): ExpectedSample {
  const fields = reader.fields(node, "an expected sample", sampleFields);
  const labels = readSampleLabels(reader, fields);
  const number = fields.has("value") ? reader.decoder.number(fields.get("value")!.value, "value") : undefined;
  const histogram = readHistogram(reader, fields);
  return { start: node.start, end: node.end, labels, value: histogram ?? { kind: "float", value: number ?? 0 } };
}

/** The labels of an expected sample, in the notation of series. Empty if absent. */
function readSampleLabels(reader: TestFileReader, fields: Fields): Readonly<Record<string, string>> {
  const text = reader.text(fields, "labels");
  if (text === undefined) return {};
  const read = parseMetric(text.value, { quotedNames: reader.isSince(3, 0) });
  const rest = read.error === undefined ? /^\s*(.*)/s.exec(text.value.slice(read.end))![1]! : "";
  if (read.error === undefined && rest === "") {
    const { names, values } = read.metric;
    return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
  }
  const offset = read.error === undefined ? text.value.length - rest.length : read.offset;
  const problem = read.error ?? "unexpected text after the labels; the value goes into value";
  reader.decoder.report(
    "test-file/invalid-labels",
    rangeIn(text, offset, Math.min(offset + 1, text.value.length)),
    problem,
  );
  return {};
}

/** An expected histogram, in the notation of series. Undefined if absent or invalid. */
function readHistogram(reader: TestFileReader, fields: Fields): SeriesValue | undefined {
  const text = reader.text(fields, "histogram");
  if (text === undefined) return undefined;
  const read = parseSeriesValues(text.value, 2);
  const [value] = read.values ?? [];
  if (read.values?.length === 1 && value?.kind === "histogram") return value;
  const offset = read.error === undefined ? 0 : read.offset;
  const problem = read.error ?? "histogram must be one histogram, such as {{count:3 sum:4 buckets:[1 2]}}";
  reader.decoder.report("test-file/invalid-histogram", rangeIn(text, offset, text.value.length), problem);
  return undefined;
}

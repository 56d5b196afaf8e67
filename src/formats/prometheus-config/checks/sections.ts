import { isAtLeast } from "../../../promql/index.js";
import {
  type Fields,
  getBool,
  getFields,
  getNumber,
  getText,
  getTextMap,
  getTexts,
  rangeOf,
} from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import type { GlobalSettings } from "./global.js";
import { checkTls } from "./http-client.js";
import { checkHeaders } from "./remote.js";
import { checkText } from "./required.js";

/** Checks where traces of Prometheus itself are sent. */
export function checkTracing(reader: ShapeReader, tracing: Fields): void {
  checkHeaders(reader, getTextMap(tracing, "headers"));
  checkText(reader, tracing, "tracing", "endpoint");
  const compression = getText(tracing, "compression");
  if (compression !== "" && compression !== "gzip") {
    reader.report("prometheus/invalid-value", rangeOf(tracing, "compression"), "compression must be gzip");
  }
  const tls = getFields(tracing, "tls_config");
  if (tls !== undefined) checkTls(reader, tls);
}

/** Checks how samples are stored and for how long. */
export function checkStorage(reader: ShapeReader, storage: Fields): void {
  const tsdb = getFields(storage, "tsdb");
  const encoding = tsdb && getFields(tsdb, "chunk_encoding");
  if (encoding !== undefined && !["", "xor", "xor2"].includes(getText(encoding, "floats"))) {
    reader.report("prometheus/invalid-value", rangeOf(encoding, "floats"), "floats must be xor or xor2");
  }
  const retention = tsdb && getFields(tsdb, "retention");
  if (retention === undefined || !isAtLeast(reader.version, 3, 11)) return;
  if (getNumber(retention, "size") < 0) {
    reader.report("prometheus/invalid-value", rangeOf(retention, "size"), "size cannot be negative");
  }
  const percentage = getNumber(retention, "percentage");
  if (percentage < 0 || percentage > 100) {
    const summary = "percentage must be between 0 and 100";
    reader.report("prometheus/invalid-value", rangeOf(retention, "percentage"), summary);
  }
}

/** Checks how metrics that arrive by OTLP are named and labelled. */
export function checkOtlp(reader: ShapeReader, otlp: Fields, { nameScheme }: GlobalSettings): void {
  const promotesAll = getBool(otlp, "promote_all_resource_attributes");
  const promoted = getTexts(otlp, "promote_resource_attributes");
  const ignored = getTexts(otlp, "ignore_resource_attributes");
  if (promotesAll && promoted.length > 0) {
    const summary = "only one of promote_all_resource_attributes and promote_resource_attributes can be set";
    reader.report("prometheus/exclusive-fields", rangeOf(otlp, "promote_resource_attributes"), summary);
  }
  if (!promotesAll && ignored.length > 0) {
    const summary = "ignore_resource_attributes needs promote_all_resource_attributes: true";
    reader.report("prometheus/missing-field", rangeOf(otlp, "ignore_resource_attributes"), summary);
  }
  const name = promotesAll ? "ignore_resource_attributes" : "promote_resource_attributes";
  checkAttributes(reader, otlp, name, promotesAll ? ignored : promoted);
  checkTranslation(reader, otlp, nameScheme);
}

function checkAttributes(reader: ShapeReader, otlp: Fields, name: string, attributes: readonly string[]): void {
  const trimmed = attributes.map((attribute) => attribute.trim());
  for (const [index, attribute] of trimmed.entries()) {
    const isTwice = trimmed.indexOf(attribute) < index;
    if (attribute !== "" && !isTwice) continue;
    const summary = isTwice ? `${name} names "${attribute}" twice` : `${name} has an empty attribute`;
    reader.report("prometheus/invalid-value", rangeOf(otlp, name), summary);
  }
}

function checkTranslation(reader: ShapeReader, otlp: Fields, nameScheme: string): void {
  const strategy = getText(otlp, "translation_strategy");
  const { version } = reader;
  const known = ["UnderscoreEscapingWithSuffixes", "NoUTF8EscapingWithSuffixes"];
  if (isAtLeast(version, 3, 4)) known.push("NoTranslation");
  if (isAtLeast(version, 3, 6)) known.push("UnderscoreEscapingWithoutSuffixes");
  const range = rangeOf(otlp, "translation_strategy");
  if (strategy !== "" && !known.includes(strategy)) {
    reader.report("prometheus/invalid-value", range, `translation_strategy must be one of ${known.join(", ")}`);
  } else if (strategy.startsWith("No") && nameScheme === "legacy") {
    const summary = `${strategy} needs the metric_name_validation_scheme utf8`;
    reader.report("prometheus/invalid-value", range, summary);
  }
}

import { isAtLeast } from "../../../promql/index.js";
import { isLabelName, type NameScheme } from "../../../relabel/index.js";
import {
  type Fields,
  getBool,
  getNumber,
  getText,
  getTextMap,
  getTextNodes,
  getTexts,
  isSet,
  rangeOf,
} from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";

/** The settings of `global` that jobs and rules inherit. Durations are in milliseconds. */
export interface GlobalSettings {
  readonly interval: number;
  readonly evaluationInterval: number;
  /** The labels that alerts get when they are sent. A value may refer to variables of the environment. */
  readonly externalLabels: ReadonlyMap<string, string>;
  readonly timeout: number;
  readonly nameScheme: string;
  readonly escaping: string;
  /** The settings about histograms that jobs inherit, by name. */
  readonly histograms: ReadonlyMap<string, boolean>;
}

const histogramSettings = [
  "convert_classic_histograms_to_nhcb",
  "always_scrape_classic_histograms",
  "scrape_native_histograms",
];

const defaults: GlobalSettings = {
  interval: 60_000,
  evaluationInterval: 60_000,
  externalLabels: new Map(),
  timeout: 10_000,
  nameScheme: "utf8",
  escaping: "",
  histograms: new Map(histogramSettings.map((name) => [name, false])),
};

/** Checks `global` and fills in its defaults. */
export function checkGlobal(reader: ShapeReader, global: Fields | undefined): GlobalSettings {
  if (global === undefined || global.values.size === 0) return defaults;
  checkExternalLabels(reader, global);
  const interval = getNumber(global, "scrape_interval") || defaults.interval;
  const written = getNumber(global, "scrape_timeout");
  if (written > interval) reportTimeout(reader, global, "the global scrape timeout", interval);
  if (isSet(global, "scrape_protocols")) checkProtocols(reader, global);
  const externalLabels = getTextMap(global, "external_labels");
  return {
    interval,
    evaluationInterval: getNumber(global, "evaluation_interval") || defaults.evaluationInterval,
    externalLabels: new Map(externalLabels.map(({ name, value }) => [name.value, value.value])),
    timeout: written || Math.min(defaults.timeout, interval),
    nameScheme: readScheme(reader, global) || defaults.nameScheme,
    escaping: getText(global, "metric_name_escaping_scheme"),
    histograms: new Map(histogramSettings.map((name) => [name, getBool(global, name)])),
  };
}

export function reportTimeout(reader: ShapeReader, fields: Fields, what: string, interval: number): void {
  const isWritten = isSet(fields, "scrape_timeout");
  const range = rangeOf(fields, isWritten ? "scrape_timeout" : "scrape_interval");
  const summary = `${what} is longer than the interval of ${interval / 1000}s`;
  reader.report("prometheus/timeout-over-interval", range, summary, "shorten scrape_timeout, or scrape less often");
}

function checkExternalLabels(reader: ShapeReader, global: Fields): void {
  const isLegacy = getText(global, "metric_name_validation_scheme") === "legacy" && isAtLeast(reader.version, 3, 7);
  const scheme: NameScheme = isLegacy ? "legacy" : reader.scheme;
  for (const { name } of getTextMap(global, "external_labels")) {
    if (isLabelName(name.value, scheme)) continue;
    reader.report("prometheus/invalid-value", name.node, `"${name.value}" is not a label name`);
  }
}

/** Returns the scheme for names of a section; empty if it is not written. */
export function readScheme(reader: ShapeReader, fields: Fields): string {
  const scheme = getText(fields, "metric_name_validation_scheme");
  if (scheme === "" || scheme === "legacy" || scheme === "utf8") return scheme;
  const range = rangeOf(fields, "metric_name_validation_scheme");
  reader.report("prometheus/invalid-value", range, "metric_name_validation_scheme must be legacy or utf8");
  return "";
}

const escapings = ["allow-utf-8", "underscores", "dots", "values"];

export function checkEscaping(reader: ShapeReader, fields: Fields, escaping: string): boolean {
  if (escaping === "" || escapings.includes(escaping)) return true;
  const range = rangeOf(fields, "metric_name_escaping_scheme");
  reader.report(
    "prometheus/invalid-value",
    range,
    `metric_name_escaping_scheme must be one of ${escapings.join(", ")}`,
  );
  return false;
}

/** The protocols that a release can ask targets for. */
export function knownProtocols({ version }: ShapeReader): readonly string[] {
  const newer = isAtLeast(version, 3, 0) ? ["PrometheusText1.0.0"] : [];
  return ["PrometheusProto", "PrometheusText0.0.4", ...newer, "OpenMetricsText0.0.1", "OpenMetricsText1.0.0"];
}

export function checkProtocols(reader: ShapeReader, fields: Fields): void {
  const nodes = getTextNodes(fields, "scrape_protocols");
  const protocols = getTexts(fields, "scrape_protocols");
  const known = knownProtocols(reader);
  if (protocols.length === 0) {
    const range = rangeOf(fields, "scrape_protocols");
    reader.report("prometheus/invalid-value", range, "scrape_protocols cannot be empty");
  }
  for (const [index, protocol] of protocols.entries()) {
    const isTwice = protocols.findIndex((one) => one.toLowerCase() === protocol.toLowerCase()) < index;
    if (!isTwice && known.includes(protocol)) continue;
    const summary = isTwice
      ? `scrape_protocols names "${protocol}" twice`
      : `there is no scrape protocol "${protocol}"; use ${known.join(", ")}`;
    reader.report("prometheus/invalid-value", nodes[index]!, summary);
  }
}

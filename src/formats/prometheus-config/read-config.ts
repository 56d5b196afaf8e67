import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import { type PrometheusVersion, parseVersion } from "../../promql/index.js";
import { Decoder, readYaml, toSpan, type YamlText } from "../../yaml/index.js";
import { checkAlerting } from "./checks/alerting.js";
import { checkGlobal, type GlobalSettings } from "./checks/global.js";
import { checkRemote } from "./checks/remote.js";
import { checkJobs } from "./checks/scrape.js";
import { checkOtlp, checkStorage, checkTracing } from "./checks/sections.js";
import { prometheusConfigFindings } from "./findings.js";
import type { SourceJob } from "./jobs.js";
import { configShape, configShapes, scrapeFileShape } from "./shapes/config-shapes.js";
import { discoveryParts, discoveryShapes, discoverySince } from "./shapes/discovery-shapes.js";
import { type Fields, getFields, getItems, getTextNodes, getTexts, isSet } from "./shapes/fields.js";
import { httpShapes } from "./shapes/http-shapes.js";
import type { Field, Shape } from "./shapes/shape.js";
import { ShapeReader } from "./shapes/shape-reader.js";
import { webShapes } from "./web-shapes.js";

export interface ReadConfigOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The targeted release of Prometheus. */
  readonly version: PrometheusVersion;
  /** Reads the configuration as Prometheus in agent mode does. */
  readonly isAgent?: boolean;
}

/** A configuration with the positions of its parts. */
export interface SourcePrometheusConfig {
  readonly file: string;
  readonly fields: Fields;
  readonly global: GlobalSettings;
  /** Without those of `scrape_config_files`. */
  readonly jobs: readonly SourceJob[];
  readonly ruleFiles: readonly string[];
  readonly scrapeConfigFiles: readonly string[];
  /** True if it takes series from elsewhere, which no job scrapes: `remote_read` or `otlp`. */
  readonly hasOtherSeries: boolean;
  span(range: { readonly start: number; readonly end: number }): NonNullable<Diagnostic["span"]>;
}

export interface ReadConfigResult {
  /** Undefined if the text is not valid YAML, or is empty. */
  readonly config: SourcePrometheusConfig | undefined;
  /** In file order. They include an error exactly when `promtool check config --syntax-only` of that release fails. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a configuration of Prometheus as strictly as the targeted Prometheus does, and reports all problems at once.
 * Diagnostics never quote secrets.
 *
 * @example
 * readPrometheusConfig(text, { file: "prometheus.yml", version: { major: 3, minor: 5 } }).diagnostics
 */
export function readPrometheusConfig(text: string, options: ReadConfigOptions): ReadConfigResult {
  const { file, version } = options;
  const yaml = readYaml(text, { file });
  if (yaml.diagnostics.length > 0) return { config: undefined, diagnostics: yaml.diagnostics };
  const reader = createReader(yaml, version);
  const root = yaml.documents[0];
  const fields = root && reader.decoder.checkAliases(root) ? reader.read(root, configShape) : undefined;
  const config = fields && checkConfig(reader, fields, yaml);
  if (fields !== undefined && options.isAgent === true) checkAgentMode(reader, fields);
  return { config, diagnostics: inFileOrder(reader.decoder.diagnostics) };
}

/**
 * Reads a file that `scrape_config_files` names. `names` are the jobs that were read before it, with the file of each;
 * those of this file are added.
 */
export function readScrapeJobs(
  text: string,
  { file, version, global, names = new Map() }: ReadConfigOptions & ScrapeJobsContext,
): { readonly jobs: readonly SourceJob[]; readonly diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(text, { file });
  if (yaml.diagnostics.length > 0) return { jobs: [], diagnostics: yaml.diagnostics };
  const reader = createReader(yaml, version);
  const root = yaml.documents[0];
  const fields = root && reader.decoder.checkAliases(root) ? reader.read(root, scrapeFileShape) : undefined;
  const items = fields === undefined ? [] : getItems(fields, "scrape_configs");
  const jobs = checkJobs(reader, items, global ?? checkGlobal(reader, undefined), names, file);
  return { jobs, diagnostics: inFileOrder(reader.decoder.diagnostics) };
}

export interface ScrapeJobsContext {
  /** The settings of the configuration that names the file. */
  readonly global?: GlobalSettings;
  readonly names?: Map<string, string>;
}

/** Creates a reader of the shapes of configurations. */
export function createReader(yaml: YamlText, version: PrometheusVersion): ShapeReader {
  const ids = { unknownField: "prometheus/unknown-field", wrongType: "prometheus/wrong-type" } as const;
  return new ShapeReader(new Decoder(yaml, prometheusConfigFindings, ids, "yaml.v2"), version, allShapes);
}

/** The shapes of jobs and of Alertmanagers have a field for each kind of service discovery. */
const allShapes: ReadonlyMap<string, Shape> = new Map([
  ...Object.entries(httpShapes),
  ...Object.entries(webShapes),
  ...Object.entries(discoveryParts),
  ...Object.entries(discoveryShapes).map(([kind, shape]): [string, Shape] => [discoveryName(kind), shape]),
  ...Object.entries(configShapes).map(([name, shape]): [string, Shape] => [
    name,
    name === "scrape" || name === "alertmanager"
      ? { ...shape, fields: [...shape.fields, ...discoveryFields()] }
      : shape,
  ]),
]);

function discoveryName(kind: string): string {
  return `${kind}-discovery`;
}

function discoveryFields(): Field[] {
  const fields = Object.keys(discoveryShapes).map((kind): Field => {
    const since = discoverySince[kind];
    return {
      name: `${kind}_sd_configs`,
      type: `[${discoveryName(kind)}]`,
      since: since === undefined ? undefined : parseVersion(since),
      until: undefined,
    };
  });
  return [...fields, { name: "static_configs", type: "[target-group]", since: undefined, until: undefined }];
}

function checkConfig(reader: ShapeReader, fields: Fields, yaml: YamlText): SourcePrometheusConfig {
  const global = checkGlobal(reader, getFields(fields, "global"));
  checkPaths(reader, fields, "rule_files");
  checkPaths(reader, fields, "scrape_config_files");
  const jobs = checkJobs(reader, getItems(fields, "scrape_configs"), global, new Map(), yaml.file);
  const section = (name: string, check: (section: Fields) => void) => {
    const found = getFields(fields, name);
    if (found !== undefined) check(found);
  };
  section("alerting", (alerting) => checkAlerting(reader, alerting, global));
  checkRemote(reader, fields, "remote_write", global);
  checkRemote(reader, fields, "remote_read", global);
  section("storage", (storage) => checkStorage(reader, storage));
  section("tracing", (tracing) => checkTracing(reader, tracing));
  section("otlp", (otlp) => checkOtlp(reader, otlp, global));
  return {
    file: yaml.file,
    fields,
    global,
    jobs,
    ruleFiles: getTexts(fields, "rule_files"),
    scrapeConfigFiles: getTexts(fields, "scrape_config_files"),
    hasOtherSeries: getItems(fields, "remote_read").length > 0 || isSet(fields, "otlp"),
    span: (range) => toSpan(yaml, range),
  };
}

/** A star can stand only in the last part of a path. */
function checkPaths(reader: ShapeReader, fields: Fields, name: string): void {
  const nodes = getTextNodes(fields, name);
  for (const [index, path] of getTexts(fields, name).entries()) {
    if (/^[^*]*(?:\*[^/]*)?$/.test(path)) continue;
    const fix = "a * can stand only in the name of the file, not in a folder";
    reader.report("prometheus/invalid-value", nodes[index]!, `"${path}" is not a path that ${name} takes`, fix);
  }
}

function checkAgentMode(reader: ShapeReader, fields: Fields): void {
  const alerting = getFields(fields, "alerting");
  const sendsAlerts =
    alerting !== undefined &&
    (getItems(alerting, "alertmanagers").length > 0 || getItems(alerting, "alert_relabel_configs").length > 0);
  const used: readonly (readonly [string, boolean])[] = [
    ["alerting", sendsAlerts],
    ["rule_files", getTexts(fields, "rule_files").length > 0],
    ["remote_read", getItems(fields, "remote_read").length > 0],
  ];
  for (const [name, isUsed] of used) {
    if (!isUsed) continue;
    const range = fields.entries.get(name)!.key;
    const fix = "remove it; an agent only scrapes and writes to remote storage";
    reader.report("prometheus/invalid-value", range, `${name} cannot be used in agent mode`, fix);
  }
}

import type { PrometheusVersion } from "../promql/index.js";
import { builtins } from "./builtin/builtins.js";
import { compile } from "./execute/compile.js";
import { execute } from "./execute/execute.js";
import type { Program } from "./execute/program.js";
import { alertTemplateOptions } from "./functions.js";
import { parseTemplate, type TemplateOptions } from "./parse/parser.js";
import { alertFunctions, type TemplateQuery } from "./prometheus/alert-functions.js";
import { prometheusFunctionTable } from "./prometheus/prometheus-functions.js";
import { type TemplateRelease, templateRelease } from "./prometheus/release.js";
import { sampleValue } from "./prometheus/samples.js";
import type { GoFunction, GoType, GoValue } from "./values/definitions.js";
import { goString, goStringMap } from "./values/value.js";

export type { TemplateQuery } from "./prometheus/alert-functions.js";
export type { TemplateSample } from "./prometheus/samples.js";

/** The alert whose templates are expanded. */
export interface AlertTemplateData {
  /** Labels of the sample, without those that the rule adds. */
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  /** A string is a native histogram as Prometheus prints it. */
  readonly value: number | string;
  /** Name of the template in errors: `__alert_` and the name of the alert. */
  readonly name: string;
  /** Time of evaluation, in milliseconds. */
  readonly time: number;
  /** The release that expands the template. @default the newest */
  readonly version?: PrometheusVersion;
}

/** The text of a template, or the error as Prometheus words it. */
export type Expansion = { readonly text: string } | { readonly error: string };

/**
 * Expands a template in a label or an annotation of an alert, as Prometheus does.
 *
 * ```ts
 * const data = { labels: { job: "api" }, externalLabels: {}, externalUrl: "", value: 0.25, name: "__alert_Down", time: 0 };
 * expandAlertTemplate(text, data, () => ({ samples: [] }));
 * // { text: "api: 25%" }
 * ```
 */
export function expandAlertTemplate(text: string, data: AlertTemplateData, query: TemplateQuery): Expansion {
  if (!text.includes("{{")) return { text };
  const { name, version = newest, externalUrl, time } = data;
  const environment = environmentFor(version);
  const program = cachedProgram(text, environment);
  if ("line" in program) {
    return { error: `error parsing template ${name}: template: ${name}:${program.line}: ${program.message}` };
  }
  const { release, functions } = environment;
  const { valueMayBeHistogram, go } = release;
  const alertTable = alertFunctions({ query, externalUrl, time, valueMayBeHistogram });
  const result = execute(program, alertData(data, valueMayBeHistogram), {
    name,
    functions: { get: (called) => alertTable.get(called) ?? functions.get(called) },
    missingKey: "zero",
    rangesOverIntegers: go >= 24,
  });
  return "error" in result ? { error: `error executing template ${name}: ${result.error}` } : result;
}

/** Text that Prometheus puts in front of every template of an alert; offsets in errors include it. */
const prologue =
  "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";

/** The anonymous struct type of the data. */
function alertDataType(valueType: GoType): GoType {
  const fields = "Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value";
  return { name: `struct { ${fields} ${valueType.name} }`, kind: "struct" };
}

function alertData(
  { labels, externalLabels, externalUrl, value }: AlertTemplateData,
  mayBeHistogram: boolean,
): GoValue {
  const valueField = sampleValue(value, mayBeHistogram);
  const fields = new Map<string, GoValue>([
    ["Labels", goStringMap(labels)],
    ["ExternalLabels", goStringMap(externalLabels)],
    ["ExternalURL", goString(externalUrl)],
    ["Value", valueField],
  ]);
  return { kind: "struct", type: alertDataType(valueField.type), fields };
}

/** State shared by the templates of one release. */
interface Environment {
  readonly release: TemplateRelease;
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly options: TemplateOptions;
  /** Compiled templates, by their text. */
  readonly programs: Map<string, Program | ParseError>;
}

const newest: PrometheusVersion = { major: 3, minor: 16 };
const environments = new Map<string, Environment>();
const maxEnvironments = 20;

function environmentFor(version: PrometheusVersion): Environment {
  const key = `${version.major}.${version.minor}`;
  const cached = environments.get(key);
  if (cached !== undefined) return cached;
  const release = templateRelease(version);
  const environment: Environment = {
    release,
    functions: new Map([...builtins(release.go), ...prometheusFunctionTable(release)]),
    options: { ...alertTemplateOptions(version), variables: [] },
    programs: new Map(),
  };
  if (environments.size >= maxEnvironments) environments.clear();
  environments.set(key, environment);
  return environment;
}

interface ParseError {
  readonly line: number;
  readonly message: string;
}

/** Size of the cache: rules expand the same few templates over and over. */
const maxPrograms = 2000;
const maxCachedLength = 10_000;

function cachedProgram(text: string, { programs, options }: Environment): Program | ParseError {
  const cached = programs.get(text);
  if (cached !== undefined) return cached;
  const program = parseProgram(prologue + text, options);
  if (programs.size >= maxPrograms) programs.clear();
  if (text.length <= maxCachedLength) programs.set(text, program);
  return program;
}

function parseProgram(text: string, options: TemplateOptions): Program | ParseError {
  const { template, errors } = parseTemplate(text, options);
  const [error] = errors;
  if (error !== undefined) return { line: text.slice(0, error.start).split("\n").length, message: error.message };
  return compile(text, template!);
}

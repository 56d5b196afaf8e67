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

/** What the templates of an alert are about. */
export interface AlertTemplateData {
  /** Of the sample that the expression gave: without what the rule adds. */
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  /** A text is a native histogram as Prometheus prints it. */
  readonly value: number | string;
  /** What Prometheus calls the template in errors: `__alert_` and the name of the alert. */
  readonly name: string;
  /** When the alert is evaluated, in milliseconds. */
  readonly time: number;
  /** The release that expands the template; without one the newest. */
  readonly version?: PrometheusVersion;
}

/** What a template gives, or what went wrong as Prometheus words it. */
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
  const environment = environmentOf(version);
  const program = programOf(text, environment);
  if ("line" in program) {
    return { error: `error parsing template ${name}: template: ${name}:${program.line}: ${program.message}` };
  }
  const { release, functions } = environment;
  const { valueMayBeHistogram, go } = release;
  const ofAlert = alertFunctions({ query, externalUrl, time, valueMayBeHistogram });
  const result = execute(program, goData(data, valueMayBeHistogram), {
    name,
    functions: { get: (called) => ofAlert.get(called) ?? functions.get(called) },
    missingKey: "zero",
    rangesOverIntegers: go >= 24,
  });
  return "error" in result ? { error: `error executing template ${name}: ${result.error}` } : result;
}

/** What Prometheus puts in front of every template of an alert; places in errors count it. */
const prologue =
  "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";

/** A struct without a name: its fields are its type. */
function dataType(valueType: GoType): GoType {
  const fields = "Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value";
  return { name: `struct { ${fields} ${valueType.name} }`, kind: "struct" };
}

function goData({ labels, externalLabels, externalUrl, value }: AlertTemplateData, mayBeHistogram: boolean): GoValue {
  const valueField = sampleValue(value, mayBeHistogram);
  const fields = new Map<string, GoValue>([
    ["Labels", goStringMap(labels)],
    ["ExternalLabels", goStringMap(externalLabels)],
    ["ExternalURL", goString(externalUrl)],
    ["Value", valueField],
  ]);
  return { kind: "struct", type: dataType(valueField.type), fields };
}

/** What templates of one release have in common. */
interface Environment {
  readonly release: TemplateRelease;
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly options: TemplateOptions;
  /** Templates that were expanded before, by their text. */
  readonly programs: Map<string, Program | ParseProblem>;
}

const newest: PrometheusVersion = { major: 3, minor: 14 };
const environments = new Map<string, Environment>();
const mostEnvironments = 20;

function environmentOf(version: PrometheusVersion): Environment {
  const key = `${version.major}.${version.minor}`;
  const known = environments.get(key);
  if (known !== undefined) return known;
  const release = templateRelease(version);
  const environment: Environment = {
    release,
    functions: new Map([...builtins(release.go), ...prometheusFunctionTable(release)]),
    options: { ...alertTemplateOptions(version), variables: [] },
    programs: new Map(),
  };
  if (environments.size >= mostEnvironments) environments.clear();
  environments.set(key, environment);
  return environment;
}

interface ParseProblem {
  readonly line: number;
  readonly message: string;
}

/** Rules are evaluated again and again with the same few templates. */
const mostPrograms = 2000;
const longestKept = 10_000;

function programOf(text: string, { programs, options }: Environment): Program | ParseProblem {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const program = parseProgram(prologue + text, options);
  if (programs.size >= mostPrograms) programs.clear();
  if (text.length <= longestKept) programs.set(text, program);
  return program;
}

function parseProgram(text: string, options: TemplateOptions): Program | ParseProblem {
  const { template, errors } = parseTemplate(text, options);
  const [error] = errors;
  if (error !== undefined) return { line: text.slice(0, error.start).split("\n").length, message: error.message };
  return compile(text, template!);
}

import type { PrometheusVersion } from "../promql/index.js";
import { isAtLeast } from "../promql/index.js";
import type { TemplateOptions } from "./parse/parser.js";

/** Functions of every Go template. */
export const goFunctions: readonly string[] = [
  "and",
  "call",
  "eq",
  "ge",
  "gt",
  "html",
  "index",
  "js",
  "le",
  "len",
  "lt",
  "ne",
  "not",
  "or",
  "print",
  "printf",
  "println",
  "slice",
  "urlquery",
];

export interface TemplateFunction {
  readonly name: string;
  /** The first release that has it; undefined if 2.42 has it. */
  readonly since?: PrometheusVersion;
}

/** Functions that Prometheus adds for alerts. */
export const prometheusFunctions: readonly TemplateFunction[] = [
  { name: "args" },
  { name: "externalURL" },
  { name: "first" },
  { name: "graphLink" },
  { name: "humanize" },
  { name: "humanize1024" },
  { name: "humanizeDuration" },
  { name: "humanizePercentage" },
  { name: "humanizeTimestamp" },
  { name: "label" },
  { name: "match" },
  { name: "now", since: { major: 3, minor: 6 } },
  { name: "parseDuration" },
  { name: "pathPrefix" },
  { name: "query" },
  { name: "reReplaceAll" },
  { name: "safeHtml" },
  { name: "sortByLabel" },
  { name: "stripDomain" },
  { name: "stripPort" },
  { name: "strvalue" },
  { name: "tableLink" },
  { name: "title" },
  { name: "toDuration", since: { major: 3, minor: 6 } },
  { name: "toLower" },
  { name: "toTime" },
  { name: "toUpper" },
  { name: "urlQueryEscape", since: { major: 3, minor: 8 } },
  { name: "value" },
];

/** Variables that Prometheus declares for alerts. */
export const alertVariables: readonly string[] = ["labels", "externalLabels", "externalURL", "value"];

/** Memoises a pure function of an immutable key. */
const alertOptions = new WeakMap<PrometheusVersion, TemplateOptions>();

/** Options with which a release parses the labels and annotations of alerts. */
export function alertTemplateOptions(version: PrometheusVersion): TemplateOptions {
  const known = alertOptions.get(version) ?? listAlertOptions(version);
  alertOptions.set(version, known);
  return known;
}

function listAlertOptions(version: PrometheusVersion): TemplateOptions {
  const functions = prometheusFunctions.filter(({ since }) => !since || isAtLeast(version, since.major, since.minor));
  return {
    functions: new Set([...goFunctions, ...functions.map(({ name }) => name)]),
    variables: alertVariables,
    elseWith: isAtLeast(version, 3, 0),
  };
}

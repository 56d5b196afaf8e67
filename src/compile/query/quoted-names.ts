import type { AnyMetric } from "../../model/metric/any-metric.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { isAtLeast, isPlainLabelName, isPlainMetricName } from "../../promql/index.js";
import type { CallPart } from "../../source/locate-in-call.js";
import { createSubject, partsOfOption, reportError, type Scope, type Subject } from "../scope.js";

/** True if the targeted release knows only names of letters, digits, `_` and `:`. */
export function hasOnlyPlainNames({ versions }: Scope): boolean {
  return !isAtLeast(versions.prometheus, 3, 0);
}

/** Reports names of metrics and labels that the targeted Prometheus, or Loki, cannot store, such as OpenTelemetry's with dots. */
export function checkQuotedNames(scope: Scope): void {
  for (const { logs } of scope.catalogue.services) for (const stream of logs) reportLogStream(scope, stream);
  if (!hasOnlyPlainNames(scope)) return;
  const { system } = scope;
  reportLabels(scope, createSubject("system", system.name, system), Object.keys(system.labels));
  for (const definition of system.definitions) {
    if (definition.kind !== "service") continue;
    const { name, addedLabels, metrics } = definition.service;
    const added = Object.keys(addedLabels);
    if (addedLabels !== system.labels) reportLabels(scope, createSubject("service", name, definition), added);
    for (const metric of metrics) reportMetric(scope, metric, added);
  }
}

/** True if a metric has a name, or a label, that needs quotes in an expression. */
export function needsQuotes({ name, labels, owner }: AnyMetric): boolean {
  const names = [...Object.keys(labels), ...Object.keys(owner?.selector ?? {})];
  return !isPlainMetricName(name) || !names.every(isPlainLabelName);
}

/** LogQL has no names in quotes. */
function reportLogStream(scope: Scope, { labels, fields, selector, origin }: LogStream): void {
  const subject = { name: "log stream", origin };
  for (const [option, names] of Object.entries({ labels, fields, selector })) {
    for (const name of Object.keys(names)) {
      if (isPlainLabelName(name)) continue;
      reportError(scope, "definition/unsupported", subject, {
        summary: `Loki cannot store the label name "${name}"`,
        details:
          "Its names have only letters, digits and _. Names of OpenTelemetry are stored with _ in the place of others.",
        fix: `write the name as it is stored: "${toPlainName(name)}"`,
        parts: [{ argument: 0, path: [option, name], isKey: true }],
      });
    }
  }
}

/** The name that is stored in the place of one with other characters. */
function toPlainName(name: string): string {
  return name.replace(/[^\w:]/g, "_");
}

function reportMetric(scope: Scope, metric: AnyMetric, addedLabels: readonly string[]): void {
  const { name, labels, origin } = metric;
  const subject = { name: `metric "${name}"`, origin };
  if (!isPlainMetricName(name))
    reportName(scope, subject, { kind: "metric", name, parts: [{ argument: 0, path: [] }] });
  const names = Object.keys(labels).filter((label) => !addedLabels.includes(label));
  reportLabels(scope, subject, names);
}

function reportLabels(scope: Scope, subject: Subject, names: readonly string[]): void {
  for (const name of names) {
    if (isPlainLabelName(name)) continue;
    const parts = partsOfOption(["labels", name]).map((part) => ({ ...part, isKey: true }));
    reportName(scope, subject, { kind: "label", name, parts });
  }
}

interface QuotedName {
  readonly kind: "metric" | "label";
  readonly name: string;
  readonly parts: readonly CallPart[];
}

function reportName(scope: Scope, subject: Subject, { kind, name, parts }: QuotedName): void {
  const release = scope.settings.versions.prometheus;
  reportError(scope, "definition/unsupported", subject, {
    summary: `Prometheus ${release} cannot store the ${kind} name "${name}"`,
    details: `Before 3.0, names have only letters, digits${kind === "metric" ? ", _ and :" : " and _"}. Names of OpenTelemetry are stored there with _ in the place of other characters.`,
    fix: `target Prometheus 3.0 or later, or write the name as it is stored: "${toPlainName(name)}"`,
    parts,
  });
}

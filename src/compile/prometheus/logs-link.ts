import type { Alert } from "../../model/alert/alert.js";
import { isVariable } from "../../model/dashboard/variable.js";
import { renderSelector } from "../../model/expression/matchers.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { isPlainLabelName } from "../../promql/index.js";
import type { CompiledQuery } from "../compiled.js";
import { encodeQuery, renderExploreLink } from "../grafana/explore-link.js";
import type { Scope } from "../scope.js";
import { type AlertLabels, insertLabel } from "./alert-labels.js";

/** Finds the logs that an alert is about: those it names or counts, or those of its service, if just one has logs. */
export function findAlertLogs(
  { catalogue }: Scope,
  { logs }: Alert,
  owners: ReadonlySet<string>,
  { composed }: CompiledQuery,
): LogStream | undefined {
  if (logs) return logs;
  const [counted, ...more] = composed.references.logs;
  if (counted && more.length === 0) return counted;
  const [streams, ...others] = catalogue.services
    .filter((service) => owners.has(service.name) && service.logs.length > 0)
    .map((service) => service.logs);
  return others.length === 0 ? streams?.[0] : undefined;
}

/**
 * Renders a link to Grafana's Explore with the logs of the last hour. Labels of the alert that are labels of the stream
 * narrow it down, such as a pod. Undefined without an address of Grafana, a Loki data source or a matcher.
 */
export function renderLogsLink(scope: Scope, stream: LogStream, labels: AlertLabels): string | undefined {
  const fixed = fixedSelector(stream);
  const selector = renderSelector(fixed, scope.settings.environment).text;
  if (selector === "") return undefined;
  const inserted = Object.keys(stream.labels)
    .filter((label) => !(label in fixed) && isPlainLabelName(label))
    .map((label) => insertLabel(labels, label, (value) => `${encodeQuery(`, ${label}="`)}${value}${encodeQuery('"')}`))
    .join("");
  // The labels of the alert are inserted before the last brace, when the alert fires.
  return renderExploreLink(scope, "logql", `${encodeQuery(selector.slice(0, -1))}${inserted}${encodeQuery("}")}`);
}

/** The selector of a stream, without the labels that a dashboard variable chooses. */
export function fixedSelector({ selector }: LogStream): LogStream["selector"] {
  return Object.fromEntries(Object.entries(selector).filter(([, match]) => !isVariable(match)));
}

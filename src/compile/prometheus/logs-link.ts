import type { Alert } from "../../model/alert/alert.js";
import { isVariable } from "../../model/dashboard/variable.js";
import { renderSelector } from "../../model/expression/matchers.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { isAtLeast, isPlainLabelName } from "../../promql/index.js";
import { defaultDataSource } from "../grafana/data-sources.js";
import type { Scope } from "../scope.js";
import { type AlertLabels, insertLabel } from "./alert-labels.js";
import { grafanaAddress } from "./grafana-address.js";

/** Finds the logs that an alert is about: those it names, or those of its service, if just one has logs. */
export function findAlertLogs(
  { catalogue }: Scope,
  { logs }: Alert,
  owners: ReadonlySet<string>,
): LogStream | undefined {
  if (logs) return logs;
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
  const { grafana, dataSources } = scope.settings;
  const name = defaultDataSource(scope, "logql");
  const uid = name === undefined || !Object.hasOwn(dataSources, name) ? undefined : dataSources[name]!.uid;
  const fixed = Object.fromEntries(Object.entries(stream.selector).filter(([, match]) => !isVariable(match)));
  const selector = renderSelector(fixed).text;
  if (grafana.url === undefined || uid === undefined || selector === "") return undefined;
  const inserted = Object.keys(stream.labels)
    .filter((label) => !(label in fixed) && isPlainLabelName(label))
    .map((label) => insertLabel(labels, label, (value) => `${encodeText(`, ${label}="`)}${value}${encodeText('"')}`))
    .join("");
  // The labels of the alert are inserted before the last brace, when the alert fires.
  const query = `${encodeText(selector.slice(0, -1))}${inserted}${encodeText("}")}`;
  const pane = explorePane(uid);
  const address = `${grafanaAddress(grafana.url)}/explore`;
  const isOld = !isAtLeast(releaseOrDefault("grafana", scope.settings.versions.grafana), 10, 0);
  if (isOld) return `${address}?orgId=1&left=${fillQuery(pane, query)}`;
  return `${address}?schemaVersion=1&panes=${fillQuery({ logs: pane }, query)}&orgId=1`;
}

/** Stands for the query until the JSON around it is encoded. */
const placeholder = "QUERY";

function explorePane(uid: string) {
  const datasource = { type: "loki", uid };
  return {
    datasource: uid,
    queries: [{ refId: "A", datasource, expr: placeholder, queryType: "range" }],
    range: { from: "now-1h", to: "now" },
  };
}

/** Encodes JSON for an address, with an encoded query in the place of the placeholder. */
function fillQuery(json: object, query: string): string {
  const [before, after] = encodeURIComponent(JSON.stringify(json)).split(encodeURIComponent(`"${placeholder}"`));
  return `${before}%22${query}%22${after}`;
}

/** Encodes text within a JSON string for an address. */
function encodeText(text: string): string {
  return encodeURIComponent(JSON.stringify(text).slice(1, -1));
}

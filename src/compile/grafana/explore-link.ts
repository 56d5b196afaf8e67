import type { DataQuery } from "../../model/dashboard/data-query.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { searchFields } from "../../panels/queries/tempo.js";
import { isAtLeast } from "../../promql/index.js";
import type { Scope } from "../scope.js";
import { defaultDataSource, languageTypes } from "./data-sources.js";

type Language = "promql" | "logql" | "traceql";

/**
 * Renders a link to Grafana's Explore with a query over the last hour. Undefined without an address of Grafana or a data
 * source of that language.
 *
 * @param query text that is encoded for a JSON string in an address, by `encodeQuery`
 */
export function renderExploreLink(scope: Scope, language: Language, query: string): string | undefined {
  const { url } = scope.settings.grafana;
  const path = url === undefined ? undefined : renderExplorePath(scope, language, query);
  return path === undefined ? undefined : `${grafanaAddress(url!)}${path}`;
}

/** Renders the same link within Grafana, as dashboards have it: without the address of Grafana. */
export function renderExplorePath(scope: Scope, language: Language, query: string): string | undefined {
  const { dataSources } = scope.settings;
  const name = defaultDataSource(scope, language);
  const uid = name === undefined || !Object.hasOwn(dataSources, name) ? undefined : dataSources[name]!.uid;
  if (uid === undefined) return undefined;
  const source = { type: languageTypes[language], uid };
  return explorePath(scope, paneNames[language], explorePane(source, queryFields[language]), (json) =>
    fillQuery(json, query),
  );
}

/** Renders a link within Grafana to a query in the form of its data source. Undefined without a data source of its type. */
export function renderExploreQuery(scope: Scope, { type, dataSource, body }: DataQuery): string | undefined {
  const { dataSources } = scope.settings;
  const ofType = Object.entries(dataSources).filter(([, source]) => source.type === type);
  const found = ofType.find(([name]) => name === dataSource) ?? (dataSource === undefined ? ofType[0] : undefined);
  if (!found) return undefined;
  const [name, { uid }] = found;
  return explorePath(scope, name, explorePane({ type, uid }, body), (json) => encodeURIComponent(JSON.stringify(json)));
}

function explorePath(scope: Scope, name: string, pane: object, encode: (json: object) => string): string {
  const isOld = !isAtLeast(releaseOrDefault("grafana", scope.settings.versions.grafana), 10, 0);
  if (isOld) return `/explore?orgId=1&left=${encode(pane)}`;
  return `/explore?schemaVersion=1&panes=${encode({ [name]: pane })}&orgId=1`;
}

const paneNames = { promql: "metrics", logql: "logs", traceql: "traces" } as const;

/** Stands for the query until the JSON around it is encoded. */
const placeholder = "QUERY";

const queryFields = {
  promql: { expr: placeholder, range: true },
  logql: { expr: placeholder, queryType: "range" },
  traceql: searchFields(placeholder),
} as const;

function explorePane(datasource: { readonly type: string; readonly uid: string }, fields: object) {
  return {
    datasource: datasource.uid,
    queries: [{ refId: "A", datasource, ...fields }],
    range: { from: "now-1h", to: "now" },
  };
}

/** Encodes JSON for an address, with an encoded query in the place of the placeholder. */
function fillQuery(json: object, query: string): string {
  const [before, after] = encodeURIComponent(JSON.stringify(json)).split(encodeURIComponent(`"${placeholder}"`));
  return `${before}%22${query}%22${after}`;
}

/** Encodes text within a JSON string for an address. */
export function encodeQuery(text: string): string {
  return encodeURIComponent(JSON.stringify(text).slice(1, -1));
}

/** The address of Grafana without a slash at its end. */
export function grafanaAddress(url: string): string {
  return url.replace(/\/+$/, "");
}

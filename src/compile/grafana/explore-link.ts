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
  const pane = explorePane(language, uid);
  const isOld = !isAtLeast(releaseOrDefault("grafana", scope.settings.versions.grafana), 10, 0);
  if (isOld) return `/explore?orgId=1&left=${fillQuery(pane, query)}`;
  return `/explore?schemaVersion=1&panes=${fillQuery({ [paneNames[language]]: pane }, query)}&orgId=1`;
}

const paneNames = { promql: "metrics", logql: "logs", traceql: "traces" } as const;

/** Stands for the query until the JSON around it is encoded. */
const placeholder = "QUERY";

const queryFields = {
  promql: { expr: placeholder, range: true },
  logql: { expr: placeholder, queryType: "range" },
  traceql: searchFields(placeholder),
} as const;

function explorePane(language: Language, uid: string) {
  return {
    datasource: uid,
    queries: [{ refId: "A", datasource: { type: languageTypes[language], uid }, ...queryFields[language] }],
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

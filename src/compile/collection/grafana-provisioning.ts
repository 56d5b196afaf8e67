import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";
import type { TraceLinks } from "./trace-links.js";

type YamlObject = { readonly [key: string]: YamlValue };

/** A store of telemetry that Grafana reads. */
export interface Store {
  readonly url: string;
  /** The user who may read it, and the file with the password. */
  readonly login?: { readonly user: string; readonly passwordFile: string } | undefined;
}

/** The stores by the type of their data source. */
export type Stores = Readonly<Record<string, Store>>;

/** Everything that data sources of an environment are written from. */
export interface DataSourceFacts {
  readonly settings: Settings;
  readonly stores: Stores;
  /** Undefined if log lines do not name their traces. */
  readonly links: TraceLinks | undefined;
}

/** Writes the data sources of an environment for Grafana's provisioning. */
export function writeDataSources(facts: DataSourceFacts): YamlValue {
  const { settings, stores } = facts;
  const written = Object.entries(settings.dataSources).flatMap(([name, { type, uid }]) => {
    const store = storeOf(stores, type);
    if (store === undefined) return [];
    const { url, login } = store;
    const isDefault = name === settings.dataSource;
    const options = writeOptions(type, facts);
    return [
      {
        name,
        type,
        uid,
        access: "proxy",
        url,
        ...(isDefault && { isDefault }),
        editable: false,
        ...(Object.keys(options).length > 0 && { jsonData: options }),
        ...(login && {
          basicAuth: true,
          basicAuthUser: login.user,
          secureJsonData: { basicAuthPassword: `$__file{${login.passwordFile}}` },
        }),
      },
    ];
  });
  return { apiVersion: 1, datasources: written };
}

function storeOf(stores: Stores, type: string): Store | undefined {
  return Object.hasOwn(stores, type) ? stores[type] : undefined;
}

function writeOptions(type: string, { settings, stores, links }: DataSourceFacts): YamlObject {
  const uidOf = (...types: readonly string[]) =>
    Object.values(settings.dataSources).find((one) => types.includes(one.type) && storeOf(stores, one.type))?.uid;
  const traces = uidOf("jaeger", "tempo");
  const logs = uidOf("loki");
  switch (type) {
    case "prometheus":
      return {
        httpMethod: "POST",
        // That of the scrapes: with Grafana's default of 15 s, panels of a slower Prometheus have holes.
        timeInterval: settings.scrapeInterval,
        ...(links && traces && { exemplarTraceIdDestinations: [{ name: links.field, datasourceUid: traces }] }),
      };
    case "loki":
      return links && traces ? { derivedFields: [writeDerivedField(links, traces)] } : {};
    case "jaeger":
    case "tempo":
      return { ...(links?.serviceLabel && logs && { tracesToLogsV2: writeTraceToLogs(links.serviceLabel, logs) }) };
    default:
      return {};
  }
}

/** Leads from a line to its trace. Provisioning reads `$$` as a dollar. */
function writeDerivedField({ field, pattern }: TraceLinks, datasourceUid: string): YamlValue {
  return { name: field, matcherRegex: pattern, url: "$${__value.raw}", datasourceUid, urlDisplayLabel: "Trace" };
}

/** Leads from a span to the lines of its service that have the id of its trace. Lines may be written a little later. */
function writeTraceToLogs(serviceLabel: string, datasourceUid: string): YamlValue {
  return {
    datasourceUid,
    spanStartTimeShift: "-5m",
    spanEndTimeShift: "5m",
    tags: [{ key: "service.name", value: serviceLabel }],
    filterByTraceID: true,
    filterBySpanID: false,
  };
}

/** Writes the provider that reads dashboards from a folder. */
export function writeDashboardProvider(system: string, { grafana }: Settings, folder: string): YamlValue {
  return {
    apiVersion: 1,
    providers: [
      {
        name: system,
        ...(grafana.folder && { folder: grafana.folder.title, folderUid: grafana.folder.uid }),
        type: "file",
        disableDeletion: true,
        allowUiUpdates: false,
        options: { path: folder },
      },
    ],
  };
}

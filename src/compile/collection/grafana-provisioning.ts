import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";

/** A store of telemetry that Grafana reads. */
export interface Store {
  readonly url: string;
  /** The user who may read it, and the file with the password. */
  readonly login?: { readonly user: string; readonly passwordFile: string } | undefined;
}

/** The stores by the type of their data source. */
export type Stores = Readonly<Record<string, Store>>;

/**
 * Writes the data sources of an environment for Grafana's provisioning. The interval of a Prometheus is that of its
 * scrapes: with Grafana's default of 15 s, panels of a slower one have holes.
 */
export function writeDataSources({ dataSources, scrapeInterval, dataSource }: Settings, stores: Stores): YamlValue {
  const written = Object.entries(dataSources).flatMap(([name, { type, uid }]) => {
    const store = Object.hasOwn(stores, type) ? stores[type] : undefined;
    if (store === undefined) return [];
    const { url, login } = store;
    const isDefault = name === dataSource;
    return [
      {
        name,
        type,
        uid,
        access: "proxy",
        url,
        ...(isDefault && { isDefault }),
        editable: false,
        ...(type === "prometheus" && { jsonData: { httpMethod: "POST", timeInterval: scrapeInterval } }),
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

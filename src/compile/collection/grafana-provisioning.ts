import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";

/** The addresses of the stores of telemetry, by the type of their data source. */
export type StoreAddresses = Readonly<Record<string, string>>;

/**
 * Writes the data sources of an environment for Grafana's provisioning. The interval of a Prometheus is that of its
 * scrapes: with Grafana's default of 15 s, panels of a slower one have holes.
 */
export function writeDataSources(
  { dataSources, scrapeInterval, dataSource }: Settings,
  stores: StoreAddresses,
): YamlValue {
  const written = Object.entries(dataSources).flatMap(([name, { type, uid }]) => {
    const url = stores[type];
    if (url === undefined) return [];
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

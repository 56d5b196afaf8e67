import type { KnownDataSource } from "../../../src/formats/grafana/data-source-index.js";

/** The data sources of the Grafana that migrated and converted the dashboards of the corpus. */
export const corpusDataSources: readonly KnownDataSource[] = [
  {
    name: "Default Test Datasource Name",
    uid: "default-ds-uid",
    type: "prometheus",
    apiVersion: "v1",
    isDefault: true,
  },
  { name: "Non Default Test Datasource Name", uid: "non-default-test-ds-uid", type: "loki", apiVersion: "v1" },
  { name: "Existing Ref Name", uid: "existing-ref-uid", type: "prometheus", apiVersion: "v1" },
  { name: "Existing Target Name", uid: "existing-target-uid", type: "elasticsearch", apiVersion: "v2" },
  { name: "Existing Ref Name", uid: "existing-ref", type: "prometheus", apiVersion: "v1" },
  { name: "-- Mixed --", uid: "-- Mixed --", type: "mixed", apiVersion: "v1" },
];

import type * as common from "@grafana/grafana-foundation-sdk/common";
import type * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import type { InJson } from "../../model/definition/in-json.js";

/** A dashboard of `schemaVersion` 42, as Telltale writes it. `validateDashboard` checks values against its schema. */
export interface Dashboard extends InJson<Omit<sdk.Dashboard, "uid" | "title" | "panels" | "schemaVersion">> {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: 42;
  readonly panels: readonly (Panel | Row)[];
}

export interface Panel extends InJson<Omit<sdk.Panel, "id" | "gridPos" | "targets" | "fieldConfig">> {
  readonly id: number;
  readonly fieldConfig?: FieldConfigSource;
  readonly gridPos: GridPosition;
  readonly targets?: readonly Target[];
}

export interface Row extends InJson<Omit<sdk.RowPanel, "gridPos" | "panels">> {
  readonly gridPos: GridPosition;
  /** The panels of a collapsed row. Those of an open row follow it in the dashboard's list. */
  readonly panels: readonly Panel[];
}

/** A query. Its other properties depend on the data source. */
export interface Target {
  readonly refId: string;
  readonly datasource?: DataSource;
  readonly hide?: boolean;
  readonly [property: string]: unknown;
}

export type DataSource = InJson<common.DataSourceRef>;
export type GridPosition = InJson<sdk.GridPos>;
export type FieldConfigSource = Omit<InJson<sdk.FieldConfigSource>, "defaults"> & { readonly defaults: FieldConfig };

/** The SDK takes the links of a field for links of a dashboard. */
export interface FieldConfig extends Omit<InJson<sdk.FieldConfig>, "links"> {
  readonly links?: readonly { readonly title: string; readonly url?: string; readonly targetBlank?: boolean }[];
}
export type Link = InJson<sdk.DashboardLink>;
export type Variable = InJson<sdk.VariableModel>;
export type Annotation = InJson<sdk.AnnotationQuery>;
export type Transformation = InJson<sdk.DataTransformerConfig>;

import type * as common from "@grafana/grafana-foundation-sdk/common";
import type * as sdk from "@grafana/grafana-foundation-sdk/dashboard";

/**
 * An SDK type as it stands in JSON: where the SDK has an enum its plain value will do as well, and methods are gone.
 * What SDK builders make can be assigned to it.
 */
export type InJson<T> = unknown extends T
  ? unknown
  : T extends string
    ? T | `${T}`
    : T extends number
      ? T | NumberIn<`${T}`>
      : T extends readonly (infer Item)[]
        ? readonly InJson<Item>[]
        : T extends object
          ? { readonly [K in keyof T as T[K] extends (...parameters: never[]) => unknown ? never : K]: InJson<T[K]> }
          : T;

type NumberIn<Digits extends string> = Digits extends `${infer Value extends number}` ? Value : never;

/** A dashboard of `schemaVersion` 42, as we write it; `validateDashboard` says whether a value is one. */
export interface Dashboard extends InJson<Omit<sdk.Dashboard, "uid" | "title" | "panels" | "schemaVersion">> {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: 42;
  readonly panels: readonly (Panel | Row)[];
}

export interface Panel extends InJson<Omit<sdk.Panel, "id" | "gridPos" | "targets">> {
  readonly id: number;
  readonly gridPos: GridPosition;
  readonly targets?: readonly Target[];
}

export interface Row extends InJson<Omit<sdk.RowPanel, "gridPos" | "panels">> {
  readonly gridPos: GridPosition;
  /** The panels of a collapsed row; those of an open one follow it in the dashboard's list. */
  readonly panels: readonly Panel[];
}

/** A query; what else is in it depends on its data source. */
export interface Target {
  readonly refId: string;
  readonly datasource?: DataSource;
  readonly hide?: boolean;
  readonly [property: string]: unknown;
}

export type DataSource = InJson<common.DataSourceRef>;
export type GridPosition = InJson<sdk.GridPos>;
export type FieldConfig = InJson<sdk.FieldConfig>;
export type FieldConfigSource = InJson<sdk.FieldConfigSource>;
export type Link = InJson<sdk.DashboardLink>;
export type Variable = InJson<sdk.VariableModel>;
export type Annotation = InJson<sdk.AnnotationQuery>;
export type Transformation = InJson<sdk.DataTransformerConfig>;

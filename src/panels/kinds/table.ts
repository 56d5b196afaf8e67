import {
  anything,
  boolean,
  choice,
  number,
  type OptionTable,
  object,
  record,
  required,
  string,
} from "../../model/definition/option-table.js";
import { type FieldOverride, type Resolve, renderMappings, renderThresholds } from "../options/field-config.js";
import type { Thresholds, ValueMappings } from "../options/thresholds.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind, PanelSettings, RenderInput } from "../panel-kind.js";

export interface TableOptions extends PanelOptions {
  /** Columns by the label or query name they show, in order. Others are hidden. */
  readonly columns: { readonly [source: string]: Column };
  readonly sortBy?: string;
  readonly descending?: boolean;
}

export interface Column {
  readonly title?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly width?: number;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  /** Show the value as a bar, or colour the cell. */
  readonly show?: "text" | "bar" | "background";
}

const columnOptions = {
  title: string,
  unit: string,
  decimals: number,
  width: number,
  thresholds: anything,
  mappings: anything,
  show: choice("text", "bar", "background"),
} as const satisfies OptionTable<Column>;

const tableOptions = {
  ...panelOptions,
  columns: required(record(object(columnOptions))),
  sortBy: string,
  descending: boolean,
} as const satisfies OptionTable<TableOptions>;

export type TablePanel = PanelOf<"table", TableOptions>;

/** A row for each set of labels, with a column for each label and query that is listed. */
export function table(title: string, queries: PanelQueries, options: TableOptions): TablePanel {
  return definePanel("table", title, queries, options, tableOptions);
}

export const tableKind: PanelKind<TablePanel> = {
  type: "table",
  format: "table",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => true,
  columns: ({ columns }) => Object.keys(columns ?? {}),
  render: (input) => {
    const { panel, queries, values, resolve } = input;
    const { sortBy, descending } = panel.options;
    const columns = resolveColumns(input);
    const sorted = columns.find(({ source }) => source === sortBy)?.title ?? sortBy;
    return {
      options: {
        frameIndex: 0,
        showHeader: true,
        cellHeight: "sm",
        ...(sorted !== undefined && { sortBy: [{ displayName: sorted, desc: descending ?? false }] }),
      },
      fieldConfig: {
        defaults: { ...values, custom: { align: "auto", inspect: false, cellOptions: { type: "auto" } } },
        overrides: columns.flatMap((column) => renderOverride(column, resolve)),
      },
      transformations: [
        ...(queries.length > 1 ? [{ id: "merge", options: {} }] : []),
        ...(columns.length > 0 ? selectColumns(columns) : []),
      ],
    };
  },
};

/** A column and the field of the result that it shows. */
interface ResolvedColumn {
  readonly source: string;
  readonly field: string;
  readonly title: string;
  readonly options: Column;
  /** The unit of the query whose values it shows. */
  readonly queryUnit: string | undefined;
}

function resolveColumns({ panel, queries }: RenderInput<TablePanel>): readonly ResolvedColumn[] {
  return Object.entries(panel.options.columns ?? {}).map(([source, options]) => {
    const named = queries.find(({ name, legend, signal }) => (name ?? legend ?? signal?.title) === source);
    const query = named ?? (queries.length === 1 && source.toLowerCase() === "value" ? queries[0] : undefined);
    // Grafana names the values of a single query "Value", and those of several by refId.
    const field = query === undefined ? source : queries.length === 1 ? "Value" : `Value #${query.refId}`;
    const queryUnit = query?.signal?.unit ?? query?.traits.unit;
    return { source, field, title: options.title ?? source, options, queryUnit };
  });
}

function selectColumns(columns: readonly ResolvedColumn[]): NonNullable<PanelSettings["transformations"]> {
  const names = columns.map(({ field }) => field);
  const indexByName = Object.fromEntries(names.map((name, index) => [name, index]));
  const renamed = columns.filter(({ field, title }) => field !== title);
  const renameByName = Object.fromEntries(renamed.map(({ field, title }) => [field, title]));
  return [
    { id: "filterFieldsByName", options: { include: { names } } },
    { id: "organize", options: { excludeByName: {}, indexByName, renameByName } },
  ];
}

const cells = {
  text: { type: "auto" },
  bar: { type: "gauge", mode: "gradient" },
  background: { type: "color-background", mode: "basic" },
} as const;

function renderOverride({ title, options, queryUnit }: ResolvedColumn, resolve: Resolve): readonly FieldOverride[] {
  const properties = Object.entries({
    unit: options.unit ?? queryUnit,
    decimals: options.decimals,
    mappings: options.mappings && renderMappings(options.mappings),
    thresholds: options.thresholds && renderThresholds(options.thresholds, resolve),
    color: options.thresholds && { mode: "thresholds" },
    "custom.width": options.width,
    "custom.cellOptions": options.show && cells[options.show],
  }).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
  return properties.length === 0 ? [] : [{ matcher: { id: "byName", options: title }, properties }];
}

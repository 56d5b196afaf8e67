import {
  boolean,
  choice,
  completeRecord,
  list,
  number,
  type OptionTable,
  object,
  required,
  string,
} from "../../model/definition/option-table.js";
import { valuedQueries, valueField } from "../merged-queries.js";
import {
  type FieldOverride,
  type Resolve,
  renderDataLink,
  renderMappings,
  renderThresholds,
} from "../options/field-config.js";
import { type DataLink, dataLinkOptions } from "../options/field-options.js";
import { mappingsShape, type Thresholds, thresholdsShape, type ValueMappings } from "../options/thresholds.js";
import { type Calculation, calculationIds } from "../options/transformations.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind, PanelSettings, RenderInput } from "../panel-kind.js";

export interface TableOptions extends PanelOptions {
  /** Columns by the label or query name they show, in order. Others are hidden. */
  readonly columns: { readonly [source: string]: Column };
  readonly sortBy?: string;
  readonly descending?: boolean;
  /** Calculations below the columns of numbers. Default none. */
  readonly footer?: readonly Calculation[];
  /** Pages instead of a scroll bar. Default false. */
  readonly pages?: boolean;
  /** @default `"small"` */
  readonly cellHeight?: "small" | "medium" | "large";
  /** Default true. */
  readonly showHeader?: boolean;
  /** Lets the reader filter rows by the values of each column. Default false. */
  readonly filterable?: boolean;
}

export interface Column {
  readonly title?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly width?: number;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  /** In pixels, where the table divides the room itself. */
  readonly minWidth?: number;
  /** @default `"auto"`: numbers at the right */
  readonly align?: "auto" | "left" | "center" | "right";
  /** Keeps the column for links and sorting without showing it. Default false. */
  readonly hidden?: boolean;
  readonly filterable?: boolean;
  /** Wraps long text. Default false. */
  readonly wrap?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The text where there is no value. */
  readonly noValue?: string;
  /** Links on the values. `${__data.fields.pod}` is the value of another column of the row. */
  readonly dataLinks?: readonly DataLink[];
  /** Show the value as a bar, or colour the cell, its text or the whole row. */
  readonly show?: "text" | "bar" | "background" | "color" | "row" | "image" | "json" | "links";
}

const columnOptions = {
  title: string,
  unit: string,
  decimals: number,
  width: number,
  thresholds: thresholdsShape,
  mappings: mappingsShape,
  minWidth: number,
  align: choice("auto", "left", "center", "right"),
  hidden: boolean,
  filterable: boolean,
  wrap: boolean,
  min: number,
  max: number,
  noValue: string,
  dataLinks: list(object(dataLinkOptions)),
  show: choice("text", "bar", "background", "color", "row", "image", "json", "links"),
} as const satisfies OptionTable<Column>;

const tableOptions = {
  ...panelOptions,
  columns: required(completeRecord(object(columnOptions))),
  sortBy: string,
  descending: boolean,
  footer: list(string),
  pages: boolean,
  cellHeight: choice("small", "medium", "large"),
  showHeader: boolean,
  filterable: boolean,
} as const satisfies OptionTable<TableOptions>;

export type TablePanel = PanelOf<"table", TableOptions>;

/** A row for each set of labels, with a column for each label and query that is listed. */
export function table(title: string, queries: PanelQueries, options: TableOptions): TablePanel {
  return definePanel("table", title, queries, options ?? {}, tableOptions);
}

const cellHeights = { small: "sm", medium: "md", large: "lg" } as const;

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
    const { sortBy, descending, cellHeight = "small", showHeader = true, filterable } = panel.options;
    const columns = resolveColumns(input);
    const sorted = columns.find(({ source }) => source === sortBy)?.title ?? sortBy;
    return {
      options: {
        frameIndex: 0,
        showHeader,
        cellHeight: cellHeights[cellHeight],
        ...renderFooter(panel.options),
        ...(sorted !== undefined && { sortBy: [{ displayName: sorted, desc: descending ?? false }] }),
      },
      fieldConfig: {
        defaults: {
          ...values,
          custom: {
            align: "auto",
            inspect: false,
            cellOptions: { type: "auto" },
            ...(filterable !== undefined && { filterable }),
          },
        },
        overrides: columns.flatMap((column) => renderOverride(column, panel.options, resolve)),
      },
      transformations: [
        ...(queries.length > 1 ? [{ id: "merge", options: {} }] : []),
        ...(columns.length > 0 ? selectColumns(columns) : []),
      ],
    };
  },
};

function renderFooter({ footer = [], pages = false }: TableOptions) {
  if (footer.length === 0 && !pages) return {};
  return {
    footer: {
      show: footer.length > 0,
      reducer: footer.map((name) => calculationIds[name] ?? name),
      countRows: false,
      enablePagination: pages,
    },
  };
}

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
  const valued = valuedQueries(queries);
  const only = (source: string) => (valued.length === 1 && source.toLowerCase() === "value" ? valued[0] : undefined);
  return Object.entries(panel.options.columns ?? {}).map(([source, options]) => {
    const query =
      valued.find(({ name, legend, signal }) => (name ?? legend ?? signal?.title) === source) ?? only(source);
    const field = query === undefined ? source : valueField(query, valued);
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
  color: { type: "color-text" },
  row: { type: "color-background", mode: "basic", applyToRow: true },
  image: { type: "image" },
  json: { type: "json-view" },
  links: { type: "data-links" },
} as const;

/** The text of an empty cell of a table that has a text for an empty table. */
const emptyCell = "–";

function renderOverride(
  { title, options, queryUnit }: ResolvedColumn,
  { noValue }: TableOptions,
  resolve: Resolve,
): readonly FieldOverride[] {
  const properties = Object.entries({
    unit: options.unit ?? queryUnit,
    decimals: options.decimals,
    min: options.min,
    max: options.max,
    noValue: options.noValue ?? (noValue === undefined ? undefined : emptyCell),
    links: options.dataLinks?.map(renderDataLink),
    mappings: options.mappings && renderMappings(options.mappings),
    thresholds: options.thresholds && renderThresholds(options.thresholds, resolve),
    color: options.thresholds && { mode: "thresholds" },
    "custom.width": options.width,
    "custom.minWidth": options.minWidth,
    "custom.align": options.align,
    "custom.hidden": options.hidden,
    "custom.filterable": options.filterable,
    "custom.cellOptions": renderCell(options),
  }).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
  return properties.length === 0 ? [] : [{ matcher: { id: "byName", options: title }, properties }];
}

function renderCell({ show, wrap }: Column): object | undefined {
  if (show === undefined && wrap === undefined) return undefined;
  return { ...cells[show ?? "text"], ...(wrap !== undefined && { wrapText: wrap }) };
}

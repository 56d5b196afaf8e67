import {
  boolean,
  choice,
  completeRecord,
  list,
  type OptionTable,
  object,
  required,
  string,
} from "../../../model/definition/option-table.js";
import { type Calculation, calculationIds } from "../../options/transformations.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, PanelSettings, RenderQuery } from "../../panel-kind.js";
import { type Column, columnOptions, isTrend, type ResolvedColumn, renderColumn, resolveColumns } from "./columns.js";

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
  options: tableOptions,
  format: "table",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => true,
  columns: ({ columns }) => Object.keys(columns ?? {}),
  isTrend: ({ columns = {} }, query) => isTrend(columns, query),
  render: ({ panel, queries, values, resolve }) => {
    const { sortBy, descending, cellHeight = "small", showHeader = true, filterable } = panel.options;
    const columns = resolveColumns(panel.options.columns ?? {}, queries);
    const trends = queries.filter((query) => isTrend(panel.options.columns ?? {}, query));
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
        overrides: columns.flatMap((column) => renderColumn(column, emptyText(panel.options), resolve)),
      },
      transformations: [
        ...renderTrends(trends, queries),
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

/** Keeps the fields that columns show, in their order and with their titles. */
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

/** The text of an empty cell. A table that has a text for an empty table does not repeat it in each cell. */
function emptyText({ noValue }: TableOptions): string | undefined {
  return noValue === undefined ? undefined : "–";
}

/** Makes a row of each series of the queries whose trend is shown. Other results are rows already. */
function renderTrends(trends: readonly RenderQuery[], queries: readonly RenderQuery[]) {
  if (trends.length === 0) return [];
  const refIds = trends.map(({ refId }) => refId);
  const options = Object.fromEntries(refIds.map((refId) => [refId, { stat: "lastNotNull" }]));
  const filter = { id: "byRefId", options: `/^(?:${refIds.join("|")})$/` };
  return [{ id: "timeSeriesTable", ...(trends.length < queries.length && { filter }), options }];
}

import {
  boolean,
  choice,
  completeRecord,
  either,
  list,
  listOr,
  type OptionTable,
  object,
  required,
  string,
} from "../../../model/definition/option-table.js";
import { type Calculation, calculationIds, type TransformationConfig } from "../../options/transformations.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, PanelSettings, RenderQuery } from "../../panel-kind.js";
import {
  type Column,
  type ColumnForm,
  columnForm,
  columnOptions,
  isTrend,
  type ResolvedColumn,
  renderColumn,
  renderColumnForm,
  resolveColumns,
} from "./columns.js";

export interface TableOptions extends PanelOptions {
  /** Columns by the label or query name they show, in order. Others are hidden. */
  readonly columns: { readonly [source: string]: Column };
  /** The form of all columns that set none of their own. */
  readonly everyColumn?: ColumnForm;
  /**
   * A label that joins the results of several queries to rows: those of all queries, or only those that every query has
   * (`keep: "inner"`). Default: rows are joined where all labels that results share are equal.
   */
  readonly joinBy?: string | { readonly label: string; readonly keep?: "outer" | "inner" };
  readonly sortBy?: string;
  readonly descending?: boolean;
  /** Calculations below the columns of numbers, or below some of them. Default none. */
  readonly footer?: readonly Calculation[] | TableFooter;
  /** Pages instead of a scroll bar. Default false. */
  readonly pages?: boolean;
  /** @default `"small"` */
  readonly cellHeight?: "small" | "medium" | "large";
  /** Default true. */
  readonly showHeader?: boolean;
  /** Lets the reader filter rows by the values of each column. Default false. */
  readonly filterable?: boolean;
}

export interface TableFooter {
  readonly calculations: readonly Calculation[];
  /** The columns that have them, by their source. @default all of numbers */
  readonly columns?: readonly string[];
}

const tableOptions = {
  ...panelOptions,
  columns: required(completeRecord(object(columnOptions))),
  everyColumn: object(columnForm),
  joinBy: either("a label", string, object({ label: required(string), keep: choice("outer", "inner") })),
  sortBy: string,
  descending: boolean,
  footer: listOr(string, object({ calculations: required(list(string)), columns: list(string) })),
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
    const { sortBy, descending, cellHeight = "small", showHeader = true, filterable, everyColumn = {} } = panel.options;
    const columns = resolveColumns(panel.options.columns ?? {}, queries);
    const trends = queries.filter((query) => isTrend(panel.options.columns ?? {}, query));
    const form = renderColumnForm(everyColumn);
    const join = renderJoin(panel.options, queries);
    const sorted = columns.find(({ source }) => source === sortBy)?.title ?? sortBy;
    return {
      options: {
        frameIndex: 0,
        showHeader,
        cellHeight: cellHeights[cellHeight],
        ...renderFooter(panel.options, columns),
        ...(sorted !== undefined && { sortBy: [{ displayName: sorted, desc: descending ?? false }] }),
      },
      fieldConfig: {
        defaults: {
          ...values,
          ...(form.color && { color: form.color }),
          custom: {
            align: "auto",
            inspect: false,
            cellOptions: { type: "auto" },
            ...form.custom,
            ...(filterable !== undefined && { filterable }),
          },
        },
        overrides: columns.flatMap((column) => renderColumn(column, emptyText(panel.options), resolve)),
      },
      transformations: [
        ...renderTrends(trends, queries),
        ...join.transformations,
        ...(columns.length > 0 ? selectColumns(columns, join.timesOf) : []),
      ],
    };
  },
};

function renderFooter({ footer = [], pages = false }: TableOptions, columns: readonly ResolvedColumn[]) {
  const { calculations, columns: sources } = "calculations" in footer ? footer : { calculations: footer };
  if (calculations.length === 0 && !pages) return {};
  // Grafana knows a column by its title.
  const fields = sources?.map((source) => columns.find((column) => column.source === source)?.title ?? source);
  return {
    footer: {
      show: calculations.length > 0,
      reducer: calculations.map((name) => calculationIds[name] ?? name),
      ...(fields && { fields }),
      countRows: false,
      enablePagination: pages,
    },
  };
}

/** Joins the results of several queries to one table. */
function renderJoin({ joinBy }: TableOptions, queries: readonly RenderQuery[]): Join {
  if (queries.length < 2) return { transformations: [], timesOf: () => 1 };
  if (joinBy === undefined) return { transformations: [{ id: "merge", options: {} }], timesOf: () => 1 };
  const { label, keep = "outer" } = typeof joinBy === "string" ? { label: joinBy } : joinBy;
  return {
    transformations: [{ id: "joinByField", options: { byField: label, mode: keep } }],
    timesOf: ({ field, query }) => (query === undefined && field !== label ? queries.length : 1),
  };
}

interface Join {
  readonly transformations: readonly TransformationConfig[];
  /** The number of fields that a column may have, where each result brings its own. */
  timesOf(column: ResolvedColumn): number;
}

/**
 * Keeps the fields that columns show, in their order and with their titles. A label that several of the joined results
 * have is numbered by Grafana: the column is that of the first, `pod 1`.
 */
function selectColumns(
  columns: readonly ResolvedColumn[],
  timesOf: Join["timesOf"],
): NonNullable<PanelSettings["transformations"]> {
  const fields = columns.flatMap((column, index) => {
    const names = timesOf(column) > 1 ? [column.field, `${column.field} 1`] : [column.field];
    return names.map((name) => ({ name, index, title: column.title }));
  });
  const repeated = columns.flatMap((column) =>
    Array.from({ length: timesOf(column) - 1 }, (_, index) => [`${column.field} ${index + 2}`, true]),
  );
  const indexByName = Object.fromEntries(fields.map(({ name, index }) => [name, index]));
  const renamed = fields.filter(({ name, title }) => name !== title);
  const renameByName = Object.fromEntries(renamed.map(({ name, title }) => [name, title]));
  return [
    { id: "filterFieldsByName", options: { include: { names: fields.map(({ name }) => name) } } },
    { id: "organize", options: { excludeByName: Object.fromEntries(repeated), indexByName, renameByName } },
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

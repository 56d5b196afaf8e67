import {
  boolean,
  choice,
  choiceOr,
  either,
  number,
  type OptionTable,
  object,
  required,
  type Shape,
  string,
} from "../../../model/definition/option-table.js";
import { valuedQueries, valueField } from "../../merged-queries.js";
import { type FieldOverride, type Resolve, toProperties } from "../../options/field-config.js";
import { type GraphOptions, graphOptions, renderGraphOptions } from "../../options/graph-options.js";
import { renderValues, type ValueOptions, valueOptions } from "../../options/value-options.js";
import type { RenderQuery } from "../../panel-kind.js";

/** The form of a column, or of all of them. */
export interface ColumnForm {
  /** In pixels. */
  readonly width?: number;
  /** In pixels, where the table divides the room itself. */
  readonly minWidth?: number;
  /** @default `"auto"`: numbers at the right */
  readonly align?: "auto" | "left" | "center" | "right";
  /** The colour of its bars, backgrounds or texts, where thresholds and mappings set none. */
  readonly color?: string;
  /** Lets the reader open the whole value. Default false. */
  readonly inspect?: boolean;
  /** Wraps long text. Default false. */
  readonly wrap?: boolean;
  /** The form of the cells. @default `"text"` */
  readonly show?: Exclude<CellName, "sparkline"> | Exclude<Cell, { readonly as: "sparkline" }>;
}

export interface Column extends Omit<ColumnForm, "show">, ValueOptions {
  readonly title?: string;
  /** The form of the cells. @default `"text"` */
  readonly show?: CellName | Cell;
  /** Keeps the column for links and sorting without showing it. Default false. */
  readonly hidden?: boolean;
  /** Lets the reader filter rows by its values. */
  readonly filterable?: boolean;
}

/**
 * A bar, colour for the cell, its text or the whole row, an image by its address, JSON, the links or actions of the
 * column as buttons, or the trend of the values.
 */
type CellName = keyof typeof cells;

/** A form of cells with options. */
export type Cell =
  | {
      readonly as: "bar";
      /** @default `"gradient"` */
      readonly mode?: "gradient" | "lcd" | "basic";
      /** The values in the colours of their bars, as plain text, or hidden. @default `"color"` */
      readonly valueMode?: "color" | "text" | "hidden";
    }
  | { readonly as: "background" | "row"; readonly gradient?: boolean }
  | { readonly as: "image"; readonly alt?: string; readonly tooltip?: string }
  | ({ readonly as: "sparkline"; readonly hideValue?: boolean } & GraphOptions);

const cells = {
  text: { type: "auto" },
  bar: { type: "gauge", mode: "gradient" },
  background: { type: "color-background", mode: "basic" },
  color: { type: "color-text" },
  row: { type: "color-background", mode: "basic", applyToRow: true },
  image: { type: "image" },
  json: { type: "json-view" },
  links: { type: "data-links" },
  actions: { type: "actions" },
  sparkline: { type: "sparkline", lineWidth: 1, fillOpacity: 10 },
} as const;

const barShape = object({
  as: required(choice("bar")),
  mode: choice("gradient", "lcd", "basic"),
  valueMode: choice("color", "text", "hidden"),
});
const backgroundShape = object({ as: required(choice("background", "row")), gradient: boolean });
const imageShape = object({ as: required(choice("image")), alt: string, tooltip: string });
const sparklineShape = object({
  as: required(choice("sparkline")),
  hideValue: boolean,
  ...graphOptions,
});

const cellShape: Shape = choiceOr(
  Object.keys(cells),
  either("a form of cells", barShape, backgroundShape, imageShape, sparklineShape),
);
const plainCellShape: Shape = choiceOr(
  Object.keys(cells).filter((name) => name !== "sparkline"),
  either("a form of cells", barShape, backgroundShape, imageShape),
);

export const columnForm = {
  width: number,
  minWidth: number,
  align: choice("auto", "left", "center", "right"),
  color: string,
  inspect: boolean,
  wrap: boolean,
  show: plainCellShape,
} as const satisfies OptionTable<ColumnForm>;

export const columnOptions = {
  ...columnForm,
  ...valueOptions,
  title: string,
  show: cellShape,
  hidden: boolean,
  filterable: boolean,
} as const satisfies OptionTable<Column>;

/** Columns by the label or query name that they show. */
export type Columns = Readonly<Record<string, Column>>;

/** A column and the field of the result that it shows. */
export interface ResolvedColumn {
  readonly source: string;
  readonly field: string;
  readonly title: string;
  readonly options: Column;
  /** The query whose values it shows. */
  readonly query: RenderQuery | undefined;
}

/** Finds the query or label that each column shows, in order. */
export function resolveColumns(columns: Columns, queries: readonly RenderQuery[]): readonly ResolvedColumn[] {
  const valued = valuedQueries(queries);
  const plain = valued.filter((query) => !isTrend(columns, query));
  return Object.entries(columns).map(([source, options]) => {
    const query = valued.find((one) => isShownBy(source, one));
    const title = options.title ?? source;
    return { source, field: query === undefined ? source : fieldOf(query, plain), title, options, query };
  });
}

/** Grafana's name of the field with the values of a query. Trends have another one than values. */
function fieldOf(query: RenderQuery, plain: readonly RenderQuery[]): string {
  return plain.includes(query) ? valueField(query, plain) : `Trend #${query.refId}`;
}

/** True if a column that shows the trend of its values shows a query. */
export function isTrend(columns: Columns, query: RenderQuery): boolean {
  return Object.entries(columns).some(([source, { show }]) => isSparkline(show) && isShownBy(source, query));
}

/** The only query of a panel, which has no name, is shown by the column "Value", too. */
function isShownBy(source: string, { name, legend, signal }: RenderQuery): boolean {
  return (name ?? legend ?? signal?.title) === source || (name === undefined && source.toLowerCase() === "value");
}

function isSparkline(show: Column["show"]): boolean {
  return show === "sparkline" || (typeof show === "object" && show?.as === "sparkline");
}

/** Renders the options of a column that differ from those of the table. */
export function renderColumn(
  { title, options, query }: ResolvedColumn,
  emptyText: string | undefined,
  resolve: Resolve,
): readonly FieldOverride[] {
  const unit = options.unit ?? query?.signal?.unit ?? query?.traits.unit;
  const noValue = options.noValue ?? emptyText;
  const inherited = { ...(unit !== undefined && { unit }), ...(noValue !== undefined && { noValue }) };
  const { custom, color } = renderColumnForm(options);
  const form = Object.fromEntries(Object.entries(custom).map(([name, value]) => [`custom.${name}`, value]));
  const properties = toProperties({
    ...renderValues({ ...options, ...inherited }, resolve),
    color: options.thresholds ? { mode: "thresholds" } : color,
    ...form,
    "custom.hidden": options.hidden,
    "custom.filterable": options.filterable,
  });
  return properties.length === 0 ? [] : [{ matcher: { id: "byName", options: title }, properties }];
}

/** Renders the options that are given, in Grafana's form. */
export function renderColumnForm({ width, minWidth, align, color, inspect, show, wrap }: Column) {
  const cellOptions = renderCells({ show, wrap });
  return {
    ...(color !== undefined && { color: { mode: "fixed" as const, fixedColor: color } }),
    custom: {
      ...(width !== undefined && { width }),
      ...(minWidth !== undefined && { minWidth }),
      ...(align !== undefined && { align }),
      ...(inspect !== undefined && { inspect }),
      ...(cellOptions && { cellOptions }),
    },
  };
}

function renderCells({ show, wrap }: Pick<Column, "show" | "wrap">): object | undefined {
  if (show === undefined && wrap === undefined) return undefined;
  const cell = typeof show === "object" ? renderCell(show) : cells[show ?? "text"];
  return { ...cell, ...(wrap !== undefined && { wrapText: wrap }) };
}

function renderCell(cell: Cell): object {
  switch (cell.as) {
    case "bar":
      return {
        ...cells.bar,
        ...(cell.mode !== undefined && { mode: cell.mode }),
        ...(cell.valueMode !== undefined && { valueDisplayMode: cell.valueMode }),
      };
    case "background":
    case "row":
      return { ...cells[cell.as], mode: cell.gradient ? "gradient" : "basic" };
    case "image":
      return {
        ...cells.image,
        ...(cell.alt !== undefined && { alt: cell.alt }),
        ...(cell.tooltip !== undefined && { title: cell.tooltip }),
      };
    case "sparkline":
      return {
        ...cells.sparkline,
        ...renderGraphOptions(cell),
        ...(cell.hideValue !== undefined && { hideValue: cell.hideValue }),
      };
  }
}

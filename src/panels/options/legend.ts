import type { Shape } from "../../model/definition/option-table.js";
import {
  boolean,
  choice,
  choiceOr,
  list,
  number,
  type OptionTable,
  object,
  string,
} from "../../model/definition/option-table.js";
import { type Calculation, calculationIds } from "./transformations.js";

/** A number that a legend shows for each series. */
export type LegendCalculation = Calculation;

export interface LegendOptions {
  readonly as?: "list" | "table";
  /** @default `"bottom"` */
  readonly placement?: "bottom" | "right";
  readonly calculations?: readonly LegendCalculation[];
  /** Sorts a table by one of its calculations, or by name. */
  readonly sortBy?: LegendCalculation | "name";
  /** @default true */
  readonly descending?: boolean;
  /** Width of a legend at the right, in pixels. */
  readonly width?: number;
}

/** The form of a legend, or all about it. */
export type ShowLegend = "table" | "list" | "hidden" | LegendOptions;

const legendOptions = {
  as: choice("list", "table"),
  placement: choice("bottom", "right"),
  calculations: list(string),
  sortBy: string,
  descending: boolean,
  width: number,
} as const satisfies OptionTable<LegendOptions>;

export const showLegendShape: Shape = choiceOr(["list", "table", "hidden"], object(legendOptions));

/** Titles of the columns of a legend, by which Grafana sorts it. */
const columnTitles: Readonly<Record<Calculation, string>> = {
  last: "Last *",
  first: "First *",
  mean: "Mean",
  max: "Max",
  min: "Min",
  sum: "Total",
  count: "Count",
  range: "Range",
  delta: "Difference",
};

/** The calculations that a table shows unless its options say otherwise. */
const defaultCalculations: readonly LegendCalculation[] = ["last", "max"];

/** From this width on, a table at the right leaves room enough for the lines. */
const minTableWidth = 12;

/** From this width on, it leaves room for long names. */
const wideTableWidth = 18;

/** Pixels of a table of lines with known names, of any lines, and of any lines where there is room. */
const tableWidths = { known: 300, any: 350, wide: 480 };

/** A table at the right, sorted by the largest values. */
const tableAtRight: LegendOptions = { as: "table", placement: "right", sortBy: "max" };

/**
 * The legend of a number of lines, which may be infinite, in a panel of a width in columns: none for one line, which the title
 * names.
 */
export function defaultLegend(lines: number, width: number): ShowLegend {
  if (lines <= 1) return "hidden";
  if (width < minTableWidth) return "list";
  const room = Number.isFinite(lines) ? "known" : width < wideTableWidth ? "any" : "wide";
  return { ...tableAtRight, width: tableWidths[room] };
}

/** Renders a legend. A list shows names only: with numbers, it is cut off after a few lines. */
export function renderLegend(
  show: ShowLegend,
  tableCalculations: readonly LegendCalculation[] = defaultCalculations,
): object {
  if (show === "hidden") return { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] };
  const options: LegendOptions = typeof show === "string" ? { as: show } : show;
  const { as = "list", placement = "bottom", sortBy, descending = true, width } = options;
  const shown = options.calculations ?? (as === "table" ? tableCalculations : []);
  return {
    displayMode: as,
    placement,
    showLegend: true,
    calcs: shown.map((name) => calculationIds[name] ?? name),
    ...(sortBy !== undefined && {
      sortBy: sortBy === "name" ? "Name" : (columnTitles[sortBy] ?? sortBy),
      sortDesc: descending,
    }),
    ...(width !== undefined && { width }),
  };
}

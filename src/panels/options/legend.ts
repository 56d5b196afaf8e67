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

/** The calculations that a legend shows unless its options say otherwise. */
interface LegendDefaults {
  readonly list: readonly LegendCalculation[];
  readonly table: readonly LegendCalculation[];
}

export function renderLegend(show: ShowLegend, defaults: LegendDefaults): object {
  if (show === "hidden") return { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] };
  const options: LegendOptions = typeof show === "string" ? { as: show } : show;
  const { as = "list", placement = "bottom", sortBy, descending = true, width } = options;
  const shown = options.calculations ?? defaults[as];
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

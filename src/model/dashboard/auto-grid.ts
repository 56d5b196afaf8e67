import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import { boolean, choiceOr, definition, number, type OptionTable, object } from "../definition/option-table.js";

export interface AutoGridOptions {
  /**
   * The most panels side by side.
   *
   * @default 3
   */
  readonly maxColumns?: number;
  /**
   * The least width of a panel, in words or in pixels: where fewer fit, fewer are side by side.
   *
   * @default "standard"
   */
  readonly columnWidth?: "narrow" | "standard" | "wide" | number;
  /**
   * The height of a panel, in words or in pixels.
   *
   * @default "standard"
   */
  readonly rowHeight?: "short" | "standard" | "tall" | number;
  /**
   * True to make the panels higher if that fills the screen.
   *
   * @default false
   */
  readonly fillScreen?: boolean;
}

/** A grid that Grafana fills line by line, with as many panels side by side as the screen has room for. */
export interface AutoGrid extends Definition, AutoGridOptions {
  readonly kind: "autoGrid";
}

/** The arrangement of panels: in a grid with the positions of their sizes, or in an automatic one. */
export type PanelLayout = "grid" | AutoGrid;

const autoGridOptions = {
  maxColumns: number,
  columnWidth: choiceOr(["narrow", "standard", "wide"], number),
  rowHeight: choiceOr(["short", "standard", "tall"], number),
  fillScreen: boolean,
} as const satisfies OptionTable<AutoGridOptions>;

export const layoutShape = choiceOr(["grid"], definition("autoGrid"));

/**
 * Lets Grafana place the panels: all of one size, as many side by side as the screen has room for. Their own width and
 * height have no effect.
 *
 * @example
 * row("Pods", podPanels(kubernetes), { layout: autoGrid({ maxColumns: 4, rowHeight: "short" }) })
 */
export function autoGrid(options: AutoGridOptions = {}): AutoGrid {
  const origin = checkArguments("autoGrid(…)", [["options", options, object(autoGridOptions)]]);
  return define({ ...options, kind: "autoGrid" }, origin);
}

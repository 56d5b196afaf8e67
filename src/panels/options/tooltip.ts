import { choice } from "../../model/definition/option-table.js";

/** The content of a tooltip: all values under the pointer, only the nearest, or nothing. */
export type Tooltip = "all" | "single" | "none";

export const tooltipShape = choice("all", "single", "none");

/** Grafana's modes. */
export const tooltipModes = { all: "multi", single: "single", none: "none" } as const;

/** All values under the pointer are shown with the largest first. */
export function renderTooltip(tooltip: Tooltip = "all"): object {
  return { mode: tooltipModes[tooltip] ?? tooltip, sort: tooltip === "all" ? "desc" : "none" };
}

import type * as sdk from "@grafana/grafana-foundation-sdk/dashboardv2";
import type { AutoGrid } from "../../../model/dashboard/auto-grid.js";
import type { InJson } from "../../../model/definition/in-json.js";

/** Renders the options of an automatic grid: a number is a custom size in pixels. */
export function renderAutoGrid(grid: AutoGrid): InJson<Omit<sdk.AutoGridLayoutSpec, "items">> {
  const { maxColumns = 3, columnWidth = "standard", rowHeight = "standard", fillScreen } = grid;
  return {
    maxColumnCount: maxColumns,
    ...(typeof columnWidth === "number"
      ? { columnWidthMode: "custom", columnWidth }
      : { columnWidthMode: columnWidth }),
    ...(typeof rowHeight === "number" ? { rowHeightMode: "custom", rowHeight } : { rowHeightMode: rowHeight }),
    ...(fillScreen && { fillScreen }),
  };
}

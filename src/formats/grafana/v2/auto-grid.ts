import { gridColumns, gridRowPixels } from "../grid.js";
import type { GridPosition } from "../types.js";
import { numberAt, textAt } from "./members.js";

const usualColumns = 3;

/** The number of panels side by side in an automatic grid, by the `spec` of its layout. */
export function autoGridColumns(spec: unknown): number {
  return numberAt(spec, "maxColumnCount") || usualColumns;
}

/** The positions that Grafana gives to the panels of an automatic grid in the classic form: line by line, all alike. */
export function autoGridPositions(spec: unknown, count: number, top: number): readonly GridPosition[] {
  const w = Math.floor(gridColumns / autoGridColumns(spec));
  const h = rowHeight(spec);
  const perLine = Math.ceil(gridColumns / w);
  return Array.from({ length: count }, (_, index) => {
    return { x: (index % perLine) * w, y: top + Math.floor(index / perLine) * h, w, h };
  });
}

function rowHeight(spec: unknown): number {
  const pixels = numberAt(spec, "rowHeight");
  const mode = textAt(spec, "rowHeightMode");
  if (mode === "custom" && pixels !== undefined && pixels > 0)
    return Math.trunc((pixels + gridRowPixels - 1) / gridRowPixels);
  return mode === "short" ? 5 : mode === "tall" ? 14 : 9;
}

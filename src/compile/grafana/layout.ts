import { gridColumns } from "../../formats/grafana/grid.js";
import type { GridPosition } from "../../formats/grafana/types.js";

/** The size that a panel asks for. The layout decides what is undefined. */
export interface PanelSize {
  /** Columns out of 24. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** The height, unless another panel of its line is taller. */
  readonly defaultHeight: number;
  /** Has a line to itself, unless its width is set. */
  readonly ownLine: boolean;
}

/** Larger heights are mistakes. */
export const maxHeight = 1000;

/** Number of panels in a full line where no width is set. */
const maxPanelsInLine = 4;

/**
 * Places panels in lines from the top left, beginning at row `top` of the grid. Explicit widths are kept; the other
 * panels of a line share the rest, and the last of them fills it. Panels of a line are equally high unless their height
 * is set, because Grafana moves panels up into any gap above them.
 */
export function placePanels(sizes: readonly PanelSize[], top: number): { positions: GridPosition[]; bottom: number } {
  const positions: GridPosition[] = [];
  let y = top;
  for (const line of evenOut(breakIntoLines(sizes))) {
    const widths = assignWidths(line);
    const tallest = Math.max(...line.map((size) => size.height ?? size.defaultHeight));
    let x = 0;
    for (const [index, size] of line.entries()) {
      const w = widths[index]!;
      positions.push({ x, y, w, h: size.height ?? tallest });
      x += w;
    }
    y += tallest;
  }
  return { positions, bottom: y };
}

type Line = readonly PanelSize[];

function breakIntoLines(sizes: readonly PanelSize[]): Line[] {
  const lines: PanelSize[][] = [];
  let taken = gridColumns;
  for (const size of sizes) {
    const minWidth = size.width ?? (size.ownLine ? gridColumns : gridColumns / maxPanelsInLine);
    if (taken + minWidth > gridColumns) {
      lines.push([]);
      taken = 0;
    }
    lines.at(-1)!.push(size);
    taken += minWidth;
  }
  return lines;
}

/** Balances the number of panels in consecutive lines without explicit widths: 3 and 2, not 4 and 1. */
function evenOut(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let free: Line[] = [];
  const flush = () => {
    const sizes = free.flat();
    let from = 0;
    for (let left = free.length; left > 0; left--) {
      const count = Math.ceil((sizes.length - from) / left);
      result.push(sizes.slice(from, from + count));
      from += count;
    }
    free = [];
  };
  for (const line of lines) {
    if (line.every(({ width, ownLine }) => width === undefined && !ownLine)) free.push(line);
    else {
      flush();
      result.push(line);
    }
  }
  flush();
  return result;
}

function assignWidths(line: Line): number[] {
  const fixed = line.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const sharers = line.filter(({ width }) => width === undefined).length;
  const share = Math.floor((gridColumns - fixed) / sharers);
  let left = gridColumns - fixed;
  let remaining = sharers;
  return line.map(({ width }) => {
    if (width !== undefined) return width;
    remaining -= 1;
    const own = remaining === 0 ? left : share;
    left -= own;
    return own;
  });
}

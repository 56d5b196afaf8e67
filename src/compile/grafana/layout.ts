import type { GridPosition } from "../../formats/grafana/types.js";

/** How large something is to be; what is undefined is found out. */
export interface PanelSize {
  /** Columns out of 24. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** The height where nothing else in its line is taller. */
  readonly defaultHeight: number;
  /** Takes a line of its own unless its width is given. */
  readonly ownLine: boolean;
}

/** Columns of Grafana's grid. */
export const columns = 24;

/** Larger heights are taken for mistakes. */
export const maxHeight = 1000;

/** At most this many share a line where no widths are given. */
const maxPanelsInLine = 4;

/**
 * Places panels in lines from the top left, beginning at a row of the grid. Widths that are given are kept; the others
 * share what their line has left, and the last of them fills it. Panels of a line are equally tall unless told
 * otherwise, for Grafana moves panels up into whatever gap is left above them.
 */
export function placePanels(extents: readonly PanelSize[], top: number): { positions: GridPosition[]; bottom: number } {
  const positions: GridPosition[] = [];
  let y = top;
  for (const line of evenOut(breakIntoLines(extents))) {
    const widths = assignWidths(line);
    const tallest = Math.max(...line.map((extent) => extent.height ?? extent.defaultHeight));
    let x = 0;
    for (const [index, extent] of line.entries()) {
      const w = widths[index]!;
      positions.push({ x, y, w, h: extent.height ?? tallest });
      x += w;
    }
    y += tallest;
  }
  return { positions, bottom: y };
}

type Line = readonly PanelSize[];

function breakIntoLines(extents: readonly PanelSize[]): Line[] {
  const lines: PanelSize[][] = [];
  let taken = columns;
  for (const extent of extents) {
    const least = extent.width ?? (extent.ownLine ? columns : columns / maxPanelsInLine);
    if (taken + least > columns) {
      lines.push([]);
      taken = 0;
    }
    lines.at(-1)!.push(extent);
    taken += least;
  }
  return lines;
}

/** Lines that follow each other and have no given widths get as equally many panels as can be: 3 and 2, not 4 and 1. */
function evenOut(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let free: Line[] = [];
  const flush = () => {
    const extents = free.flat();
    let from = 0;
    for (let left = free.length; left > 0; left--) {
      const count = Math.ceil((extents.length - from) / left);
      result.push(extents.slice(from, from + count));
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
  const given = line.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const sharing = line.filter(({ width }) => width === undefined).length;
  const share = Math.floor((columns - given) / sharing);
  let left = columns - given;
  let open = sharing;
  return line.map(({ width }) => {
    if (width !== undefined) return width;
    open -= 1;
    const own = open === 0 ? left : share;
    left -= own;
    return own;
  });
}

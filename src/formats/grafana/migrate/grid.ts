import { gridColumns, gridRowPixels, minPanelPixels } from "../grid.js";
import { isJson, type Json, objectsOf, toNumber } from "../plain-json.js";

/** Rows of panels were divided into 12 columns. */
const widthFactor = gridColumns / 12;
const defaultSpan = 4;
const defaultRowHeight = 250;

/** Version 16: panels have positions on a grid; rows, which held them before, become panels of their own. */
export function placeOnGrid(dashboard: Json): void {
  const { rows } = dashboard;
  if (!Array.isArray(rows)) return;
  delete dashboard.rows;
  const existing = objectsOf(dashboard.panels);
  dashboard.panels = [...existing, ...placeRows(objectsOf(rows), existing)];
}

function placeRows(rows: readonly Json[], existing: readonly Json[]): readonly Json[] {
  const placed: Json[] = [];
  const hasRowPanels = rows.some(({ collapse, showTitle, repeat }) => collapse || showTitle || textOf(repeat) !== "");
  const panels = [...existing, ...rows.flatMap((row) => objectsOf(row.panels))];
  let nextId = 1 + Math.max(0, ...panels.map(({ id }) => idOf(id)));
  let y = 0;
  for (const row of rows) {
    if (row.repeatIteration === true) continue;
    const height = gridHeight(toNumber(row.height) ?? defaultRowHeight);
    const isCollapsed = hasRowPanels && row.collapse === true;
    const content = objectsOf(row.panels);
    const rowPanel = hasRowPanels ? makeRowPanel(row, nextId++, y++, height) : undefined;
    const area = new RowArea(y, height);
    for (const panel of content) placePanel(panel, area);
    y = area.top;
    if (rowPanel) placed.push(rowPanel);
    if (rowPanel && isCollapsed) rowPanel.panels = content;
    else placed.push(...content);
    if (!isCollapsed) y += height;
  }
  return placed;
}

/** Turns a row into the panel that stands for it. */
function makeRowPanel(row: Json, id: number, y: number, height: number): Json {
  const { collapse, repeat, title } = row;
  for (const name of Object.keys(row)) delete row[name];
  return Object.assign(row, {
    id,
    type: "row",
    title: textOf(title),
    ...(collapse !== undefined && { collapsed: collapse === true }),
    repeat: textOf(repeat),
    panels: [],
    gridPos: { x: 0, y, w: gridColumns, h: height },
  });
}

function placePanel(panel: Json, area: RowArea): void {
  const minSpan = toNumber(panel.minSpan);
  if (minSpan !== undefined && minSpan > 0) panel.minSpan = Math.trunc(Math.min(gridColumns, widthFactor * minSpan));
  const width = Math.floor((toNumber(panel.span) || defaultSpan) * widthFactor);
  const own = toNumber(panel.height);
  panel.gridPos = area.place(width, own === undefined ? area.height : gridHeight(own));
  delete panel.span;
}

function gridHeight(pixels: number): number {
  return Math.ceil(Math.max(pixels, minPanelPixels) / gridRowPixels);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function idOf(id: unknown): number {
  return typeof id === "number" ? Math.trunc(id) : 0;
}

/** The space of a row. Panels fill it from the left; when they do not fit, another line of the same height begins. */
class RowArea {
  top: number;
  readonly height: number;
  /** The height up to which each column is filled. */
  private readonly filled = new Array<number>(gridColumns).fill(0);

  constructor(top: number, height: number) {
    this.top = top;
    this.height = height;
  }

  place(width: number, height: number): Json {
    // A panel that is wider than the grid fits no line; it gets one of its own.
    let gap = this.findGap();
    if (gap === undefined || gap.end - gap.start < Math.min(width, gridColumns) - 1) {
      this.top += this.height;
      this.filled.fill(0);
      gap = { start: 0, end: gridColumns - 1 };
    }
    const { start, end } = gap;
    const y = this.top + Math.max(...this.filled.slice(start, end + 1));
    this.filled.fill(y + height - this.top, start, start + width);
    return { x: start, y, w: width, h: height };
  }

  /** The space at the right end whose columns are filled ever less from left to right. */
  private findGap(): { readonly start: number; readonly end: number } | undefined {
    let gap: { start: number; end: number } | undefined;
    for (let column = gridColumns - 1; column >= 0 && this.filled[column]! < this.height; column--) {
      if (gap === undefined) gap = { start: 0, end: column };
      else if (this.filled[column]! <= this.filled[column + 1]!) gap = { ...gap, start: column };
      else break;
    }
    return gap;
  }
}

/** Version 17: a repeated panel has a number of panels a line instead of its smallest width. */
export function limitPanelsPerLine(panel: Json): void {
  if (!("minSpan" in panel)) return;
  const { minSpan } = panel;
  delete panel.minSpan;
  if (typeof minSpan !== "number" || minSpan <= 0) return;
  const divisors = [1, 2, 3, 4, 6, 8, 12, 24];
  const limit = gridColumns / minSpan;
  // As many as there are columns is no limit.
  if (limit < gridColumns) panel.maxPerRow = divisors.findLast((divisor) => divisor <= limit) ?? 1;
}

/** Version 27: repetitions are not kept. */
export function removeRepetitions(dashboard: Json): void {
  if (!Array.isArray(dashboard.panels)) return;
  const kept = dashboard.panels.filter(
    (panel) => isJson(panel) && !("repeatPanelId" in panel || "repeatByRow" in panel),
  );
  for (const panel of objectsOf(kept)) {
    if (panel.type !== "row" || !Array.isArray(panel.panels)) continue;
    panel.panels = panel.panels.filter((inner) => isJson(inner) && !("repeatPanelId" in inner));
  }
  dashboard.panels = kept;
}

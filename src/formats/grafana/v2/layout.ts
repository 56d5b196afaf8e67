import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { elementName } from "./elements.js";
import { defined, integerAt, textAt } from "./members.js";

/** Converts the positions of panels to a layout: rows if there are any, or else a grid. */
export function renderLayout(panels: readonly Json[]): object {
  if (!panels.some(isRow)) return renderGrid(panels.map((panel) => renderItem(panel, positionOf(panel).y)));
  return { kind: "RowsLayout", spec: { rows: renderRows(panels) } };
}

export function isRow(panel: Json): boolean {
  return panel.type === "row";
}

interface Row {
  readonly row: Json | undefined;
  /** The line that the heading of the row takes; its panels come after it. */
  readonly y: number;
  readonly items: object[];
}

/** An open row holds the panels after it, a collapsed one those inside it. */
function renderRows(panels: readonly Json[]): readonly object[] {
  const rows: Row[] = [];
  for (const panel of panels) {
    if (isRow(panel)) {
      const { y } = positionOf(panel);
      const inner = objectsOf(panel.panels).map((item) => renderItem(item, positionOf(item).y - y - 1));
      rows.push({ row: panel, y, items: inner });
      continue;
    }
    // Panels before the first row are in one without a heading.
    if (rows.length === 0) rows.push({ row: undefined, y: -1, items: [] });
    const { y, items } = rows.at(-1)!;
    items.push(renderItem(panel, isJson(panel.gridPos) ? positionOf(panel).y - y - 1 : 0));
  }
  return rows.map(renderRow);
}

function renderRow({ row, items }: Row): object {
  const repeat = row && textAt(row, "repeat");
  return {
    kind: "RowsLayoutRow",
    spec: {
      title: (row && textAt(row, "title")) ?? "",
      collapse: row?.collapsed === true,
      ...(row === undefined && { hideHeader: true }),
      ...(repeat !== undefined && { repeat: { mode: "variable", value: repeat } }),
      layout: renderGrid(items),
    },
  };
}

function renderGrid(items: readonly object[]): object {
  return { kind: "GridLayout", spec: { items } };
}

function renderItem(panel: Json, y: number): object {
  const { x, width, height } = positionOf(panel);
  const repeat = renderRepeat(panel);
  return {
    kind: "GridLayoutItem",
    spec: {
      x,
      y,
      width,
      height,
      element: { kind: "ElementReference", name: elementName(panel) },
      ...(repeat && { repeat }),
    },
  };
}

function renderRepeat(panel: Json): object | undefined {
  const value = textAt(panel, "repeat");
  if (value === undefined) return undefined;
  const direction = textAt(panel, "repeatDirection");
  const maxPerRow = integerAt(panel, "maxPerRow");
  return defined({
    mode: "variable",
    value,
    direction: direction === "h" || direction === "v" ? direction : undefined,
    maxPerRow: maxPerRow !== undefined && maxPerRow > 0 ? maxPerRow : undefined,
  });
}

function positionOf(panel: Json) {
  const position = get(panel, "gridPos");
  return {
    x: integerAt(position, "x") ?? 0,
    y: integerAt(position, "y") ?? 0,
    width: integerAt(position, "w") ?? 6,
    height: integerAt(position, "h") ?? 3,
  };
}

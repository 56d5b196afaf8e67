import type { PicturePanel } from "../evaluate-dashboard.js";
import { defaultsOf, overridesFor, thresholdColor } from "./field.js";
import { formatValue } from "./format-value.js";
import { type Box, colorOf, drawBox, drawLine, drawText } from "./svg.js";

interface Column {
  /** The label, or the name that Grafana gives the values of a query. */
  readonly source: string;
  readonly title: string;
}

interface Organize {
  readonly indexByName?: Readonly<Record<string, number>>;
  readonly renameByName?: Readonly<Record<string, string>>;
}

const rowHeight = 36;

/** The columns that the transformations of a table leave, in order. */
export function tableColumns({ panel, series }: PicturePanel): readonly Column[] {
  const organize = panel.transformations?.find(({ id }) => id === "organize")?.options as Organize | undefined;
  const names = Object.keys(organize?.indexByName ?? {});
  const all = names.length > 0 ? names : Object.keys(series[0]?.labels ?? {});
  return all.map((source) => ({ source, title: organize?.renameByName?.[source] ?? source }));
}

/** Draws a table: a row for each set of labels. */
export function drawTable(picture: PicturePanel, box: Box): readonly string[] {
  const { panel } = picture;
  const defaults = defaultsOf(panel);
  const columns = tableColumns(picture);
  const rows = mergeRows(picture);
  const widths = columnWidths(picture, box.width);
  const lefts = widths.map((_, index) => box.x + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  if (rows.length === 0) {
    const text = defaults.noValue ?? "No data";
    return [drawText(text, box.x + box.width / 2, box.y + box.height / 2, { align: "middle", size: 14 })];
  }
  const header = columns.map(({ title }, index) =>
    drawText(title, lefts[index]! + 6, box.y + 20, { color: colorOf("blue"), width: widths[index]! - 12 }),
  );
  const shown = rows.slice(0, Math.floor(box.height / rowHeight) - 1);
  const cells = shown.flatMap((row, line) =>
    columns.flatMap((column, index) => {
      const y = box.y + (line + 1) * rowHeight;
      const cell = { x: lefts[index]!, y, width: widths[index]!, height: rowHeight };
      return drawCell(picture, column, row[column.source], cell);
    }),
  );
  return [
    ...header,
    drawLine(
      [
        [box.x, box.y + 30],
        [box.x + box.width, box.y + 30],
      ],
      colorOf("border"),
      1,
    ),
    ...cells,
  ];
}

/** Columns with a width have it, those with a least width at least that; the others share the rest. */
function columnWidths(picture: PicturePanel, total: number): readonly number[] {
  const columns = tableColumns(picture).map(({ title }) => {
    const properties = overridesFor(picture.panel, { name: title, refId: "" });
    const numberOf = (id: string) => properties.get(id) as number | undefined;
    return { fixed: numberOf("custom.width"), least: numberOf("custom.minWidth") ?? 0 };
  });
  const share = total / Math.max(1, columns.length);
  const wide = columns.map(({ fixed, least }) => fixed ?? (least > share ? least : undefined));
  const taken = wide.reduce((sum: number, width) => sum + (width ?? 0), 0);
  const sharers = wide.filter((width) => width === undefined).length;
  return wide.map((width) => width ?? (total - taken) / sharers);
}

type Cell = string | number | undefined;

function drawCell({ panel }: PicturePanel, { title }: Column, value: Cell, cell: Box): readonly string[] {
  const properties = overridesFor(panel, { name: title, refId: "" });
  const y = cell.y + 22;
  if (typeof value === "string") return [drawText(value, cell.x + 6, y, { width: cell.width - 12 })];
  const right = { align: "end", width: cell.width - 12 } as const;
  const end = cell.x + cell.width - 6;
  if (value === undefined) return [drawText(String(properties.get("noValue") ?? ""), end, y, right)];
  const mappings = properties.get("mappings") as
    | readonly { options: Readonly<Record<string, { text: string; color?: string }>> }[]
    | undefined;
  const mapped = mappings?.[0]?.options[String(value)];
  const unit = (properties.get("unit") ?? panel.fieldConfig?.defaults.unit) as string | undefined;
  const text = mapped?.text ?? formatValue(value, unit, properties.get("decimals") as number | undefined);
  const thresholds = properties.get("thresholds") as Parameters<typeof thresholdColor>[1];
  const color = mapped?.color ? colorOf(mapped.color) : thresholdColor(value, thresholds);
  const cellOptions = properties.get("custom.cellOptions") as { type?: string } | undefined;
  if (cellOptions?.type !== "color-background") {
    const shown = cellOptions?.type === "color-text" || mapped?.color ? color : colorOf("text");
    return [drawText(text, end, y, { ...right, color: shown })];
  }
  const inner = { x: cell.x + 1, y: cell.y + 1, width: cell.width - 2, height: cell.height - 2 };
  if (color === "transparent") return [drawText(text, end, y, right)];
  return [drawBox(inner, color), drawText(text, end, y, { ...right, color: colorOf("background") })];
}

/** Joins the results of all queries to one row for each set of labels. */
function mergeRows({ panel, series }: PicturePanel): readonly Readonly<Record<string, Cell>>[] {
  const isSingle = (panel.targets ?? []).length === 1;
  const rows = new Map<string, Record<string, Cell>>();
  for (const { refId, labels, values } of series) {
    const key = JSON.stringify(labels);
    const row = rows.get(key) ?? { ...labels };
    row[isSingle ? "Value" : `Value #${refId}`] = values.at(-1)?.value;
    rows.set(key, row);
  }
  return sortRows([...rows.values()], { panel, series });
}

function sortRows(rows: Record<string, Cell>[], picture: PicturePanel) {
  const options = (picture.panel.options ?? {}) as { sortBy?: readonly { displayName: string; desc: boolean }[] };
  const [sorting] = options.sortBy ?? [];
  const source = tableColumns(picture).find(({ title }) => title === sorting?.displayName)?.source;
  if (source === undefined) return rows;
  const direction = sorting?.desc ? -1 : 1;
  return rows.sort((one, other) => direction * compareCells(one[source], other[source]));
}

function compareCells(one: Cell, other: Cell): number {
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : String(one ?? "").localeCompare(String(other ?? ""));
}

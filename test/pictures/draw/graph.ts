import type { PicturePanel, PictureSeries } from "../evaluate-dashboard.js";
import { defaultsOf, overridesFor } from "./field.js";
import { formatValue } from "./format-value.js";
import { type Box, colorOf, drawBox, drawLine, drawText, paletteColor, textWidth } from "./svg.js";

interface GraphCustom {
  readonly lineWidth?: number;
  readonly fillOpacity?: number;
  readonly axisSoftMax?: number;
  readonly stacking?: { readonly mode?: string };
  readonly thresholdsStyle?: { readonly mode?: string };
}

interface Legend {
  readonly showLegend?: boolean;
  readonly placement?: string;
  readonly displayMode?: string;
  readonly width?: number;
  readonly calcs?: readonly string[];
}

const rowHeight = 20;
const legendSize = 12;

/** Draws lines over time, with axis, limits and legend. */
export function drawGraph({ panel, series }: PicturePanel, box: Box, from: number, end: number): readonly string[] {
  const legend = ((panel.options ?? {}) as { legend?: Legend }).legend ?? {};
  const colored = series.map((one, index) => ({ ...one, color: seriesColor(panel, one, index) }));
  const { graph, parts } = drawLegend(legend, colored, box, panel.fieldConfig?.defaults.unit);
  return [...parts, ...drawLines(panel, colored, graph, from, end)];
}

type ColoredSeries = PictureSeries & { readonly color: string };

function seriesColor(panel: PicturePanel["panel"], series: PictureSeries, index: number): string {
  const color = overridesFor(panel, series).get("color") as { fixedColor?: string } | undefined;
  return color?.fixedColor === undefined ? paletteColor(index) : colorOf(color.fixedColor);
}

/** The rows that a list of names takes in a width. */
export function legendRows(names: readonly string[], width: number): number {
  let rows = names.length === 0 ? 0 : 1;
  let x = 0;
  for (const name of names) {
    const needed = 24 + textWidth(name, legendSize);
    if (x > 0 && x + needed > width) {
      rows += 1;
      x = 0;
    }
    x += needed;
  }
  return rows;
}

/** Grafana gives a legend below a graph at most this share of the panel. */
export const maxLegendShare = 0.35;

function drawLegend(legend: Legend, series: readonly ColoredSeries[], box: Box, unit: string | undefined) {
  if (legend.showLegend === false || series.length === 0) return { graph: box, parts: [] };
  if (legend.placement === "right") return drawTable(legend, series, box, unit);
  const names = series.map(({ name }) => name);
  const height = Math.min(rowHeight * legendRows(names, box.width), box.height * maxLegendShare);
  const top = box.y + box.height - height;
  const parts: string[] = [];
  let x = box.x;
  let y = top + 14;
  for (const { name, color } of series) {
    const needed = 24 + textWidth(name, legendSize);
    if (x > box.x && x + needed > box.x + box.width) {
      x = box.x;
      y += rowHeight;
    }
    if (y > box.y + box.height) break;
    parts.push(drawBox({ x, y: y - 5, width: 12, height: 3 }, color), drawText(name, x + 16, y, { size: legendSize }));
    x += needed;
  }
  return { graph: { ...box, height: box.height - height - 4 }, parts };
}

function drawTable(legend: Legend, series: readonly ColoredSeries[], box: Box, unit: string | undefined) {
  const width = Math.min(legend.width ?? 300, box.width / 2);
  const x = box.x + box.width - width;
  const rows = series
    .map((one) => ({
      ...one,
      last: one.values.at(-1)?.value ?? 0,
      max: Math.max(...one.values.map(({ value }) => value)),
    }))
    .toSorted((one, other) => other.max - one.max)
    .slice(0, Math.floor(box.height / rowHeight) - 1);
  const columns = { last: x + width - 72, max: x + width - 4 };
  const header = { size: 11, color: colorOf("blue"), align: "end" } as const;
  const parts = [
    drawText("Last *", columns.last, box.y + 12, header),
    drawText("Max", columns.max, box.y + 12, header),
  ];
  for (const [index, { name, color, last, max }] of rows.entries()) {
    const y = box.y + 12 + (index + 1) * rowHeight;
    parts.push(
      drawBox({ x, y: y - 5, width: 12, height: 3 }, color),
      drawText(name, x + 16, y, { size: legendSize, width: width - 160 }),
      drawText(formatValue(last, unit), columns.last, y, { size: legendSize, align: "end" }),
      drawText(formatValue(max, unit), columns.max, y, { size: legendSize, align: "end" }),
    );
  }
  return { graph: { ...box, width: box.width - width - 12 }, parts };
}

function drawLines(panel: PicturePanel["panel"], all: readonly ColoredSeries[], box: Box, from: number, end: number) {
  const defaults = defaultsOf(panel);
  const custom = (defaults.custom ?? {}) as GraphCustom;
  const series = custom.stacking?.mode === "normal" ? stack(all) : all;
  const values = series.flatMap((one) => one.values.map(({ value }) => value)).filter(Number.isFinite);
  const top = defaults.max ?? Math.max(...values, custom.axisSoftMax ?? Number.NEGATIVE_INFINITY);
  const bottom = defaults.min ?? Math.min(0, ...values);
  const range = top > bottom ? top - bottom : 1;
  const axisWidth = 56;
  const area = { x: box.x + axisWidth, y: box.y + 4, width: box.width - axisWidth, height: box.height - 24 };
  const toX = (time: number) => area.x + (area.width * (time - from)) / (end - from);
  const toY = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - bottom) / range));
    return area.y + area.height * (1 - share);
  };
  const parts: string[] = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = area.y + area.height * (1 - share);
    const label = formatValue(bottom + share * range, defaults.unit, defaults.decimals);
    parts.push(
      drawLine(
        [
          [area.x, y],
          [area.x + area.width, y],
        ],
        colorOf("border"),
        1,
      ),
    );
    parts.push(drawText(label, area.x - 6, y + 4, { size: 11, color: colorOf("faint"), align: "end" }));
  }
  if (series.length === 0) {
    const text = defaults.noValue ?? "No data";
    return [...parts, drawText(text, area.x + area.width / 2, area.y + area.height / 2, { align: "middle", size: 14 })];
  }
  for (const one of series) {
    const points = one.values.map(({ time, value }) => [toX(time), toY(value)] as const);
    const fill = custom.fillOpacity ?? 0;
    if (fill > 0 && points.length > 1) {
      const path = [...points, [points.at(-1)![0], toY(bottom)], [points[0]![0], toY(bottom)]];
      const list = path.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join(" ");
      parts.push(`<polygon points="${list}" fill="${one.color}" fill-opacity="${fill / 100}"/>`);
    }
    parts.push(drawLine(points, one.color, custom.lineWidth ?? 1));
  }
  return [...parts, ...drawLimits(defaults.thresholds, custom, { area, toY })];
}

type Thresholds = NonNullable<PicturePanel["panel"]["fieldConfig"]>["defaults"]["thresholds"];

function drawLimits(
  thresholds: Thresholds,
  { thresholdsStyle }: GraphCustom,
  { area, toY }: { readonly area: Box; readonly toY: (value: number) => number },
): readonly string[] {
  const mode = thresholdsStyle?.mode ?? "off";
  if (mode === "off") return [];
  const steps = thresholds?.steps ?? [];
  const clear = steps.findIndex(({ color }) => color === "transparent");
  return steps.flatMap(({ value, color }, index) => {
    if (value === null || index === 0) return [];
    const y = toY(value);
    const shown = colorOf(index <= clear ? steps[index - 1]!.color : color);
    const line = drawLine(
      [
        [area.x, y],
        [area.x + area.width, y],
      ],
      shown,
      2,
      true,
    );
    if (mode !== "dashed+area" || index > clear) return [line];
    const below = { ...area, y, height: area.y + area.height - y };
    return [drawBox(below, shown).replace("/>", ' fill-opacity="0.08"/>'), line];
  });
}

/** Adds up the values of series, so that each lies on top of those before it. The last is drawn first. */
function stack(series: readonly ColoredSeries[]): readonly ColoredSeries[] {
  const sums = new Map<number, number>();
  const stacked = series.map((one) => ({
    ...one,
    values: one.values.map(({ time, value }) => {
      const sum = (sums.get(time) ?? 0) + (Number.isFinite(value) ? value : 0);
      sums.set(time, sum);
      return { time, value: sum };
    }),
  }));
  return stacked.toReversed();
}

import type { PicturePanel } from "../evaluate-dashboard.js";
import { defaultsOf, thresholdColor } from "./field.js";
import { formatValue } from "./format-value.js";
import { type Box, colorOf, drawBox, drawText, textWidth } from "./svg.js";

/** Draws one large number. */
export function drawStat({ panel, series }: PicturePanel, box: Box): readonly string[] {
  const defaults = defaultsOf(panel);
  const value = series[0]?.values.at(-1)?.value;
  const isMissing = value === undefined || Number.isNaN(value);
  const text = isMissing ? (defaults.noValue ?? "No data") : formatValue(value, defaults.unit, defaults.decimals);
  const color = isMissing ? colorOf("text") : colorOfStat(panel, value);
  const size = Math.min(38, box.height * 0.7, (38 * (box.width - 8)) / Math.max(1, textWidth(text, 38)));
  const x = box.x + box.width / 2;
  return [drawText(text, x, box.y + box.height / 2 + size / 3, { size, color, align: "middle", bold: true })];
}

function colorOfStat({ fieldConfig, options }: PicturePanel["panel"], value: number): string {
  const defaults = fieldConfig?.defaults;
  if ((options as { colorMode?: string } | undefined)?.colorMode === "none") return colorOf("text");
  if (defaults?.color?.mode === "thresholds") return thresholdColor(value, defaults.thresholds);
  return colorOf(defaults?.color?.fixedColor ?? "text");
}

const barHeight = 26;

/** Draws a bar for each series. */
export function drawBars({ panel, series }: PicturePanel, box: Box): readonly string[] {
  const defaults = defaultsOf(panel);
  const max = defaults.max ?? Math.max(1, ...series.map(({ values }) => values.at(-1)?.value ?? 0));
  const height = Math.min(barHeight, box.height / Math.max(1, series.length));
  return series.flatMap(({ name, values }, index) => {
    const value = values.at(-1)?.value ?? 0;
    const y = box.y + index * height;
    const bar = { x: box.x + 190, y: y + 3, width: (box.width - 260) * Math.min(1, value / max), height: height - 6 };
    return [
      drawText(name, box.x, y + height / 2 + 4, { width: 180 }),
      drawBox(bar, thresholdColor(value, defaults.thresholds)),
      drawText(formatValue(value, defaults.unit), box.x + box.width, y + height / 2 + 4, { align: "end" }),
    ];
  });
}

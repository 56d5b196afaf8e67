import { gridColumns, gridRowPixels } from "../../../src/formats/grafana/grid.js";
import type { GridPosition } from "../../../src/formats/grafana/types.js";
import type { PictureDashboard, PicturePanel } from "../evaluate-dashboard.js";
import { drawGraph } from "./graph.js";
import { drawBars, drawStat } from "./numbers.js";
import { type Box, colorOf, drawBox, drawText, fitText } from "./svg.js";
import { drawTable } from "./table.js";

/** Width of the picture in pixels, as on a common laptop. */
export const pictureWidth = 1440;

const margin = 16;
const gap = 8;
const headerHeight = 96;
const titleHeight = 32;
export const titleSize = 14;
/** Room beside the title for the icon of the description. */
const titleRoom = 40;

/** The pixels of a panel in the picture. */
export function boxOf({ x, y, w, h }: GridPosition): Box {
  const column = (pictureWidth - 2 * margin + gap) / gridColumns;
  return {
    x: margin + x * column,
    y: headerHeight + y * gridRowPixels,
    width: w * column - gap,
    height: h * gridRowPixels - gap,
  };
}

/** The title of a panel as far as it fits. */
export function visibleTitle({ panel }: PicturePanel): string {
  return fitText(panel.title ?? "", titleSize, boxOf(panel.gridPos).width - titleRoom);
}

/** Draws a dashboard as Grafana lays it out, with synthetic data. */
export function drawDashboard(dashboard: PictureDashboard): string {
  const { value } = dashboard.artifact;
  const bottom = Math.max(...value.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const height = headerHeight + bottom * gridRowPixels + margin;
  const rows = value.panels.flatMap((row) => ("panels" in row ? [drawRow(row.title ?? "", row.gridPos)] : []));
  const parts = [
    drawBox({ x: 0, y: 0, width: pictureWidth, height }, colorOf("background")),
    drawText(value.title, margin, 30, { size: 18, bold: true }),
    ...drawControls(dashboard),
    ...rows,
    ...dashboard.panels.flatMap((panel) => drawPanel(panel, dashboard)),
  ];
  const size = `width="${pictureWidth}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Inter, DejaVu Sans, sans-serif">\n${parts.join("\n")}\n</svg>\n`;
}

/** Draws variables and links above the panels. */
function drawControls({ artifact }: PictureDashboard): readonly string[] {
  const { links = [], templating } = artifact.value;
  const variables = (templating?.list ?? []).flatMap(({ name, label, hide }) =>
    hide === 2 ? [] : [`${label ?? name} ▾`],
  );
  const shown = links.map(({ title, asDropdown, type }) =>
    type === "dashboards" && asDropdown ? `${title} ▾` : title,
  );
  return [variables.join("   "), shown.join("   ·   ")].map((line, index) =>
    drawText(line, margin, 54 + index * 22, { color: colorOf("faint"), width: pictureWidth - 2 * margin }),
  );
}

function drawRow(title: string, position: GridPosition): string {
  const { x, y } = boxOf(position);
  return drawText(`⌄ ${title}`, x, y + 20, { size: 16, bold: true });
}

function drawPanel(picture: PicturePanel, { from, end }: PictureDashboard): readonly string[] {
  const box = boxOf(picture.panel.gridPos);
  const body = {
    x: box.x + 8,
    y: box.y + titleHeight,
    width: box.width - 16,
    height: box.height - titleHeight - 8,
  };
  return [
    drawBox(box, colorOf("panel"), colorOf("border")),
    drawText(visibleTitle(picture), box.x + 8, box.y + 21, { size: titleSize, bold: true }),
    ...drawBody(picture, body, from, end),
  ];
}

function drawBody(picture: PicturePanel, body: Box, from: number, end: number): readonly string[] {
  switch (picture.panel.type) {
    case "timeseries":
      return drawGraph(picture, body, from, end);
    case "stat":
      return drawStat(picture, body);
    case "table":
      return drawTable(picture, body);
    case "bargauge":
      return drawBars(picture, body);
    default: {
      const middle = { x: body.x + body.width / 2, y: body.y + body.height / 2 };
      return [drawText(picture.panel.type, middle.x, middle.y, { align: "middle", color: colorOf("faint") })];
    }
  }
}

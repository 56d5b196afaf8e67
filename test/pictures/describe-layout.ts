import type { PictureDashboard, PicturePanel } from "./evaluate-dashboard.js";

/** Describes the layout of a dashboard for reviewers: a line for each line of panels, with their sizes and legends. */
export function describeLayout({ artifact, panels }: PictureDashboard): string {
  const { value } = artifact;
  const rows = value.panels.flatMap((row) => ("panels" in row ? [row] : []));
  const lines = new Map<number, string[]>(rows.map(({ title, gridPos }) => [gridPos.y, [`-- ${title}`]]));
  for (const picture of panels) {
    const { y } = picture.panel.gridPos;
    lines.set(y, [...(lines.get(y) ?? []), describePanel(picture)]);
  }
  const sorted = [...lines].toSorted(([one], [other]) => one - other).map(([, parts]) => parts.join(" | "));
  const links = (value.links ?? []).map(({ title }) => title).join(", ");
  return [`== ${value.title}`, `links: ${links}`, ...sorted].join("\n");
}

function describePanel({ panel, series }: PicturePanel): string {
  const { w, h } = panel.gridPos;
  const { legend } = (panel.options ?? {}) as { legend?: { showLegend?: boolean; placement?: string } };
  const shape = legend?.showLegend ? ` ${legend.placement} legend of ${series.length}` : "";
  return `${panel.title} (${panel.type} ${w}×${h}${shape})`;
}

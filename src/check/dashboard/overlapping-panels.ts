import type { Check, PanelView } from "../check.js";
import { isHeading } from "./panel-kind.js";
import { panelName, shortPanelName } from "./panel-name.js";

type Grid = NonNullable<PanelView["gridPos"]>;
interface PlacedPanel {
  readonly panel: PanelView;
  readonly grid: Grid;
}

/** Two panels that overlap. */
export const overlappingPanels: Check = {
  id: "dashboard/overlapping-panels",
  on: "dashboard",
  *run(dashboard) {
    for (const panels of panelsByRow(dashboard.panels)) {
      for (const [under, over] of overlaps(panels)) {
        yield {
          summary: `${shortPanelName(over.panel)} overlaps ${shortPanelName(under.panel)}`,
          details:
            "Grafana pushes one of them down, and everything below it: readers see another layout than you wrote.",
          fix: `move it to free space, for example to y ${under.grid.y + under.grid.h}`,
          at: over.panel.span,
          subject: panelName(over.panel, dashboard),
          allow: over.panel.allow,
          related: [{ message: `${shortPanelName(under.panel)} is here`, ...spanOf(under.panel) }],
        };
      }
    }
  },
};

/** Groups panels by collapsed row. Panels of a collapsed row take no space until it is opened. */
function panelsByRow(panels: readonly PanelView[]): Iterable<PlacedPanel[]> {
  const rows = new Map<string | undefined, PlacedPanel[]>();
  for (const panel of panels) {
    if (isHeading(panel) || panel.gridPos === undefined) continue;
    const placed = { panel, grid: panel.gridPos };
    const row = rows.get(panel.inRow);
    if (row) row.push(placed);
    else rows.set(panel.inRow, [placed]);
  }
  return rows.values();
}

/** Sweeps down the page. Compares each panel only with earlier ones that reach down to its top. */
function* overlaps(panels: readonly PlacedPanel[]): Iterable<readonly [PlacedPanel, PlacedPanel]> {
  let reaching: PlacedPanel[] = [];
  for (const next of panels.toSorted((a, b) => a.grid.y - b.grid.y)) {
    reaching = reaching.filter(({ grid }) => grid.y + grid.h > next.grid.y);
    const under = reaching.find(({ grid }) => shareColumns(grid, next.grid));
    if (under) yield [under, next];
    else reaching.push(next);
  }
}

function shareColumns(a: Grid, b: Grid): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}

function spanOf(panel: PanelView) {
  return panel.span === undefined ? {} : { span: panel.span };
}

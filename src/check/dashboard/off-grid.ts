import { gridColumns } from "../../formats/grafana/grid.js";
import type { Check, PanelView } from "../check.js";
import { panelName } from "./panel-name.js";

/** A panel that is not within Grafana's 24 columns. */
export const offGrid: Check = {
  id: "dashboard/off-grid",
  on: "dashboard",
  *run(dashboard) {
    for (const panel of dashboard.panels) {
      const problem = panel.gridPos && findProblem(panel.gridPos);
      if (!problem) continue;
      yield {
        summary: problem.summary,
        details: "Grafana moves or shrinks it until it fits, and the panels beside it move too.",
        fix: problem.fix,
        at: panel.span,
        subject: panelName(panel, dashboard),
        allow: panel.allow,
      };
    }
  },
};

function findProblem({ x, y, w, h }: NonNullable<PanelView["gridPos"]>): { summary: string; fix: string } | undefined {
  if (x < 0 || y < 0) return { summary: `the panel begins at x ${x}, y ${y}`, fix: "set x and y to 0 or more" };
  if (w <= 0 || h <= 0) return { summary: `the panel is ${w} wide and ${h} high`, fix: "set w and h to 1 or more" };
  if (x + w > gridColumns) {
    const fix = x < gridColumns ? `set w to ${gridColumns - x}, or move it left` : "move it left";
    return { summary: `the panel ends at column ${x + w}; there are ${gridColumns}`, fix };
  }
  return undefined;
}

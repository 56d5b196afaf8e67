import { gridColumns } from "../../../formats/grafana/grid.js";
import type { AutoGrid, PanelLayout } from "../../../model/dashboard/auto-grid.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { Section } from "./section.js";

/** The automatic grid of a row, a tab or a dashboard, or else of what holds it. Undefined if each panel has a place. */
export function compileLayout(
  { shared, grid }: Section,
  subject: Subject,
  { layout }: { readonly layout?: PanelLayout | undefined },
): AutoGrid | undefined {
  if (layout === undefined) return grid;
  if (layout === "grid") return undefined;
  checkGrid(shared.scope, subject, layout);
  return layout;
}

const maxPixels = 10_000;

function checkGrid(scope: Scope, { name }: Subject, grid: AutoGrid): void {
  const problems = [
    ["maxColumns", grid.maxColumns, gridColumns],
    ["columnWidth", grid.columnWidth, maxPixels],
    ["rowHeight", grid.rowHeight, maxPixels],
  ] as const;
  for (const [option, value, max] of problems) {
    if (typeof value !== "number" || (Number.isInteger(value) && value >= 1 && value <= max)) continue;
    reportError(
      scope,
      "definition/panel-size",
      { name: `automatic grid of ${name}`, origin: grid.origin },
      {
        summary: `${option} ${value} is ${Number.isInteger(value) ? "out of range" : "not a whole number"} (1–${max})`,
        fix: "use a whole number in this range",
        option: [option],
      },
    );
  }
}

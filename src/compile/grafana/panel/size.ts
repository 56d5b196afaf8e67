import { gridColumns } from "../../../formats/grafana/grid.js";
import type { PanelDimensions } from "../../../model/dashboard/panel.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { maxHeight } from "../layout.js";

/** Returns the size that a panel asks for, or none if it is out of range, which is reported. */
export function checkSize(scope: Scope, subject: Subject, { width, height }: PanelDimensions): PanelDimensions {
  const sizes = [sizeProblem("width", width, gridColumns), sizeProblem("height", height, maxHeight)];
  const problems = sizes.filter((problem) => problem !== undefined);
  if (problems.length === 0) return { width, height };
  reportError(scope, "definition/panel-size", subject, {
    summary: problems.join(", "),
    fix: "use a whole number in this range",
  });
  return { width: undefined, height: undefined };
}

function sizeProblem(side: "width" | "height", size: number | undefined, max: number): string | undefined {
  if (size === undefined || (Number.isInteger(size) && size >= 1 && size <= max)) return undefined;
  return `${side} ${size} is ${Number.isInteger(size) ? "out of range" : "not a whole number"} (1–${max})`;
}

import pc from "picocolors";
import { isUnchanged, type ProjectChanges } from "./change.js";
import { type ChangeLine, listSections } from "./change-lines.js";
import { renderTotals } from "./totals.js";

/** Renders the changes of a project for a terminal. */
export function renderChanges(
  changes: ProjectChanges,
  { revision, color }: { readonly revision: string; readonly color: boolean },
): string {
  if (isUnchanged(changes)) return `alerts, recipients, dashboards and cost are the same as at ${revision}\n`;
  const paint = pc.createColors(color);
  const colors = { "+": paint.green, "-": paint.red, "~": paint.yellow, " ": String };
  const write = ({ sign, text }: ChangeLine) => colors[sign](`${sign} ${text}`.trimEnd());
  const blocks = listSections(changes).map(({ title, lines }) => [paint.bold(title), ...lines.map(write)].join("\n"));
  return `${[`compared with ${revision}: ${renderTotals(changes)}`, ...blocks].join("\n\n")}\n`;
}

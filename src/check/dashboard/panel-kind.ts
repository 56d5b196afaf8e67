import { findPanelKind } from "../../panels/kinds/index.js";
import type { PanelView } from "../check.js";

// Grafana panel types that Telltale has no kind for.
const headings = new Set(["row"]);
const words = new Set(["welcome", "gettingstarted", "alertGroups"]);

// The panel, with its description, is in Grafana.
const references = new Set(["library-panel-ref"]);

/** True if a panel is only a heading. */
export function isHeading(panel: PanelView): boolean {
  return headings.has(panel.type);
}

/** True if a panel shows data, so that it needs a title and a description. */
export function showsData(panel: PanelView): boolean {
  const format = findPanelKind(panel.type)?.format;
  if (format !== undefined) return format !== "none";
  return !isHeading(panel) && !words.has(panel.type) && !references.has(panel.type);
}

/** True if a panel shows numbers in one unit. The columns of a table have units of their own. */
export function showsNumbers(panel: PanelView): boolean {
  return findPanelKind(panel.type)?.showsNumbers ?? false;
}

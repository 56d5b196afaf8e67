import type { PanelView } from "../check.js";

const headings = new Set(["row"]);
const words = new Set(["text", "news", "dashlist", "welcome", "gettingstarted", "alertGroups"]);
const numbers = new Set(["timeseries", "stat", "gauge", "bargauge", "barchart", "piechart", "histogram", "trend"]);

/** Whether a panel is only a heading. */
export function isHeading(panel: PanelView): boolean {
  return headings.has(panel.type);
}

/** Whether a panel shows data, so that a reader needs to be told what it is. */
export function showsData(panel: PanelView): boolean {
  return !isHeading(panel) && !words.has(panel.type);
}

/** Whether a panel shows numbers by one unit. The columns of a table have units of their own. */
export function showsNumbers(panel: PanelView): boolean {
  return numbers.has(panel.type);
}

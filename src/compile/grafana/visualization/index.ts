import type { PanelType } from "../../../model/panel.js";
import { heatmap } from "./heatmap.js";
import { logs } from "./logs.js";
import { barGauge, gauge, pie, stat } from "./numbers.js";
import { stateTimeline } from "./state-timeline.js";
import { table } from "./table.js";
import { text } from "./text.js";
import { timeseries } from "./timeseries.js";
import type { Drawn, Visualization } from "./visualization.js";

export { textHeight } from "./text.js";
export type { Drawn, Visualization } from "./visualization.js";

/** The looks of each kind of panel. */
export const visualizations: Readonly<Record<PanelType, (drawn: Drawn) => Visualization>> = {
  timeseries,
  stat,
  gauge,
  bargauge: barGauge,
  table,
  heatmap,
  logs,
  text,
  "state-timeline": stateTimeline,
  piechart: pie,
};

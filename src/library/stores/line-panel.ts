import type { Signal } from "../../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Thresholds } from "../../panels/options/thresholds.js";

/** A signal over time, a third of the width of a dashboard. */
export function linePanel(signal: Signal, thresholds?: Thresholds): TimeseriesPanel {
  return timeseries(signal.title, signal, {
    description: signal.description,
    min: 0,
    width: 8,
    ...(thresholds !== undefined && { thresholds }),
  });
}

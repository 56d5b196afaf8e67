import type { Signal } from "../../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Thresholds } from "../../panels/options/thresholds.js";

/** A signal over time. */
export function linePanel(signal: Signal, thresholds?: Thresholds, noValue?: string): TimeseriesPanel {
  return timeseries(signal.title, signal, {
    description: signal.description,
    min: 0,
    ...(thresholds !== undefined && { thresholds }),
    ...(noValue !== undefined && { noValue }),
  });
}

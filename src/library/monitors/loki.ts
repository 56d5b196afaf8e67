import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { lokiShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Loki } from "../exporters/monitors/loki.js";
import { errorRatio } from "../red.js";
import { type InstanceOptions, instanceSignal, server } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

const ofLimit = ["tenant", "reason"] as const;

/**
 * The log lines that Loki refuses because they exceed a limit, per second, by tenant and reason. They are lost.
 *
 * @example
 * lokiDiscarded(loki).above(0)
 */
export function lokiDiscarded(loki: Loki, options: InstanceOptions = {}): Signal {
  const origin = checkLoki("lokiDiscarded(…)", loki, options);
  const discarded = loki.discarded.where({ ...options.where });
  return instanceSignal(origin, "rate", [discarded], {
    by: ofLimit,
    title: "Refused log lines",
    description: "Log lines per second that Loki refuses because they exceed a limit. They are lost.",
    unit: "ops",
    query: promql`sum by (${ofLimit}) (rate(${discarded}[${window}]))`,
  });
}

/**
 * The streams in memory. Labels with many values make many small streams, which Loki is slow with.
 *
 * @example
 * lokiStreams(loki).above(100_000)
 */
export function lokiStreams(loki: Loki, options: InstanceOptions = {}): Signal {
  const origin = checkLoki("lokiStreams(…)", loki, options);
  const streams = loki.streams.where({ ...options.where });
  return instanceSignal(origin, "sum", [streams], {
    title: "Streams in memory",
    description: "Streams in memory. Labels with many values make many small ones, which Loki is slow with.",
    unit: "short",
    query: promql`sum by (${server}) (${streams})`,
  });
}

/**
 * Panels of Loki itself: requests that fail, log lines that are refused, and streams. `red(loki.http)` draws all requests.
 *
 * @example
 * row("Loki", lokiPanels(loki))
 */
export function lokiPanels(loki: Loki, options: InstanceOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkLoki("lokiPanels(…)", loki, options);
  const panels = [
    linePanel(errorRatio(loki.http, { ...options, by: ["route"] }), redAbove(0.05)),
    linePanel(lokiDiscarded(loki, options), redAbove(0.01), "Nothing is refused"),
    linePanel(lokiStreams(loki, options)),
  ];
  return withOrigin(panels, origin);
}

function checkLoki(call: string, loki: Loki, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["loki", loki, required(lokiShape)],
    ["options", options, selectingShape],
  ]);
}

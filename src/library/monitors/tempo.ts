import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { selectingShape, tempoShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Tempo } from "../exporters/monitors/tempo.js";
import { errorRatio } from "../red.js";
import { type InstanceOptions, instanceSignal, server } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

const ofLimit = ["tenant", "reason"] as const;

/**
 * The spans that Tempo refuses because they exceed a limit, per second, by tenant and reason. Their traces have holes.
 *
 * @example
 * tempoDiscarded(tempo).above(0)
 */
export function tempoDiscarded(tempo: Tempo, options: InstanceOptions = {}): Signal {
  const origin = checkTempo("tempoDiscarded(…)", tempo, options);
  const discarded = tempo.discarded.where({ ...options.where });
  return instanceSignal(origin, "rate", [discarded], {
    by: ofLimit,
    title: "Refused spans",
    description: "Spans per second that Tempo refuses because they exceed a limit. Their traces have holes.",
    unit: "ops",
    query: promql`sum by (${ofLimit}) (rate(${discarded}[${window}]))`,
  });
}

/**
 * The blocks of traces that could not be stored, per minute. They stay on its disk meanwhile.
 *
 * @example
 * tempoFailedFlushes(tempo).above(0)
 */
export function tempoFailedFlushes(tempo: Tempo, options: InstanceOptions = {}): Signal {
  const origin = checkTempo("tempoFailedFlushes(…)", tempo, options);
  const failed = tempo.flushFailed.where({ ...options.where });
  return instanceSignal(origin, "rate per minute", [failed], {
    title: "Blocks not stored",
    description: "Blocks of traces per minute that could not be stored.",
    unit: "opm",
    query: promql`60 * sum by (${server}) (rate(${failed}[${window}]))`,
  });
}

/**
 * Panels of Tempo itself: requests that fail, spans that are refused, and blocks that cannot be stored. `red(tempo.http)`
 * draws all requests.
 *
 * @example
 * row("Tempo", tempoPanels(tempo))
 */
export function tempoPanels(tempo: Tempo, options: InstanceOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkTempo("tempoPanels(…)", tempo, options);
  const panels = [
    linePanel(errorRatio(tempo.http, { ...options, by: ["route"] }), redAbove(0.05)),
    linePanel(tempoDiscarded(tempo, options), redAbove(0.01), "Nothing is refused"),
    linePanel(tempoFailedFlushes(tempo, options), redAbove(0.01)),
  ];
  return withOrigin(panels, origin);
}

function checkTempo(call: string, tempo: Tempo, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["tempo", tempo, required(tempoShape)],
    ["options", options, selectingShape],
  ]);
}

import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove, redBelow } from "../../panels/options/thresholds.js";
import { alloyShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Alloy } from "../exporters/monitors/alloy.js";
import { type InstanceOptions, instanceSignal, server } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

const ofAddress = ["instance", "url"] as const;
const ofReason = ["instance", "reason"] as const;

/**
 * 1 if Alloy could read its configuration when it last loaded it, 0 if not: it then works with the one before.
 *
 * @example
 * alloyConfigLoaded(alloy).below(1)
 */
export function alloyConfigLoaded(alloy: Alloy, options: InstanceOptions = {}): Signal {
  const origin = checkAlloy("alloyConfigLoaded(…)", alloy, options);
  const loaded = alloy.configLoaded.where({ ...options.where });
  return instanceSignal(origin, "min", [loaded], {
    title: "Configuration of Alloy",
    description: "1 if Alloy could read its configuration, 0 if it still works with the one before.",
    unit: "short",
    max: 1,
    query: promql`min by (${server}) (${loaded})`,
  });
}

/**
 * The components of Alloy that are not well, such as one that cannot reach what it reads.
 *
 * @example
 * alloyUnhealthyComponents(alloy).above(0)
 */
export function alloyUnhealthyComponents(alloy: Alloy, options: InstanceOptions = {}): Signal {
  const origin = checkAlloy("alloyUnhealthyComponents(…)", alloy, options);
  const unhealthy = alloy.components.where({ health_type: "unhealthy", ...options.where });
  return instanceSignal(origin, "sum", [unhealthy], {
    title: "Unhealthy components",
    description: "Components of Alloy that are not well. Its page lists them, with the reason.",
    unit: "short",
    query: promql`sum by (${server}) (${unhealthy})`,
  });
}

/**
 * The samples that Alloy cannot send, per second, by the address that they are for. They are lost.
 *
 * @example
 * alloyLostSamples(alloy).above(0)
 */
export function alloyLostSamples(alloy: Alloy, options: InstanceOptions = {}): Signal {
  const origin = checkAlloy("alloyLostSamples(…)", alloy, options);
  const failed = alloy.samples.failed.where({ ...options.where });
  return instanceSignal(origin, "rate", [failed], {
    by: ofAddress,
    title: "Samples not sent",
    description: "Samples per second that were refused where they were sent. They are lost.",
    unit: "ops",
    query: promql`sum by (${ofAddress}) (rate(${failed}[${window}]))`,
  });
}

/**
 * The log lines that Alloy gives up after all retries, per second, by reason. They are lost.
 *
 * @example
 * alloyLostLines(alloy).above(0)
 */
export function alloyLostLines(alloy: Alloy, options: InstanceOptions = {}): Signal {
  const origin = checkAlloy("alloyLostLines(…)", alloy, options);
  const dropped = alloy.logs.dropped.where({ ...options.where });
  return instanceSignal(origin, "rate", [dropped], {
    by: ofReason,
    title: "Log lines not sent",
    description: "Log lines per second that are given up after all retries. They are lost.",
    unit: "ops",
    query: promql`sum by (${ofReason}) (rate(${dropped}[${window}]))`,
  });
}

/**
 * Panels of Alloy itself: its configuration and components, and the samples and log lines that it loses. For its
 * OpenTelemetry pipelines, add `collectorPanels(alloy)`.
 *
 * @example
 * row("Alloy", alloyPanels(alloy))
 */
export function alloyPanels(alloy: Alloy, options: InstanceOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkAlloy("alloyPanels(…)", alloy, options);
  const panels = [
    linePanel(alloyConfigLoaded(alloy, options), redBelow(1)),
    linePanel(alloyUnhealthyComponents(alloy, options), redAbove(1)),
    linePanel(alloyLostSamples(alloy, options), redAbove(0.01), "Nothing is lost"),
    linePanel(alloyLostLines(alloy, options), redAbove(0.01), "Nothing is lost"),
  ];
  return withOrigin(panels, origin);
}

function checkAlloy(call: string, alloy: Alloy, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["alloy", alloy, required(alloyShape)],
    ["options", options, selectingShape],
  ]);
}

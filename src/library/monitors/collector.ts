import { checkArguments } from "../../model/definition/check-arguments.js";
import { choice, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { collectorShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Pipelines } from "../exporters/monitors/opentelemetry-collector.js";
import { type InstanceOptions, instanceSignal } from "../stores/instance-signal.js";
import { linePanel } from "../stores/line-panel.js";

/** The kinds of data of a collector, in words. */
const dataWords = { spans: "spans", points: "samples", records: "log lines" } as const;

export type CollectorData = keyof typeof dataWords;

const dataShape = choice("spans", "points", "records");
const ofReceiver = ["instance", "receiver"] as const;
const ofExporter = ["instance", "exporter"] as const;
const ofQueue = ["instance", "exporter", "data_type"] as const;

/**
 * The spans, samples or log lines that the receivers of a collector refuse, per second. It has too little memory, or what
 * comes next in the pipeline refuses them.
 *
 * @example
 * collectorRefused(collector, "spans").above(0)
 */
export function collectorRefused(collector: Pipelines, data: CollectorData, options: InstanceOptions = {}): Signal {
  const origin = checkData("collectorRefused(…)", collector, data, options);
  const word = dataWords[data];
  const refused = collector[data].refused.where({ ...options.where });
  return instanceSignal(origin, "rate", [refused], {
    by: ofReceiver,
    title: `Refused ${word}`,
    description: `The ${word} per second that each receiver refuses, for its sender to send again.`,
    unit: "ops",
    query: promql`sum by (${ofReceiver}) (rate(${refused}[${window}]))`,
  });
}

/**
 * The spans, samples or log lines that a collector loses because an exporter cannot send them on, per second.
 *
 * @example
 * collectorLost(collector, "spans").above(0)
 */
export function collectorLost(collector: Pipelines, data: CollectorData, options: InstanceOptions = {}): Signal {
  const origin = checkData("collectorLost(…)", collector, data, options);
  const word = dataWords[data];
  const failed = collector[data].failed.where({ ...options.where });
  return instanceSignal(origin, "rate", [failed], {
    by: ofExporter,
    title: `Lost ${word}`,
    description: `The ${word} per second that are lost because an exporter cannot send them on.`,
    unit: "ops",
    query: promql`sum by (${ofExporter}) (rate(${failed}[${window}]))`,
  });
}

/**
 * The queues of the exporters of a collector, as a share of their capacity. A full queue loses what comes next.
 *
 * @example
 * saturation(collectorQueue(collector), { soft: 0.5, hard: 0.9, over: "1h" })
 */
export function collectorQueue(collector: Pipelines, options: InstanceOptions = {}): Signal {
  const origin = checkCollector("collectorQueue(…)", collector, options);
  const length = collector.queue.length.where({ ...options.where });
  const capacity = collector.queue.capacity.where({ ...options.where });
  return instanceSignal(origin, "share", [length, capacity], {
    by: ofQueue,
    title: "Queues",
    description: "Queue of each exporter as a share of its capacity. A full one loses what comes next.",
    unit: "percentunit",
    max: 1,
    query: promql`max by (${ofQueue}) (${length}) / max by (${ofQueue}) (${capacity} > 0)`,
  });
}

/**
 * Panels of the pipelines of an OpenTelemetry collector, or of Alloy: queues, and the spans, samples and log lines that are
 * refused or lost.
 *
 * @example
 * row("Collector", collectorPanels(collector))
 */
export function collectorPanels(collector: Pipelines, options: InstanceOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkCollector("collectorPanels(…)", collector, options);
  const kinds = ["spans", "points", "records"] as const;
  const panels = [
    linePanel(collectorQueue(collector, options), redAbove(0.9, { warn: 0.5 }), "No exporter has a queue"),
    ...kinds.map((data) => linePanel(collectorRefused(collector, data, options), redAbove(0.01), "Nothing is refused")),
    ...kinds.map((data) => linePanel(collectorLost(collector, data, options), redAbove(0.01), "Nothing is lost")),
  ];
  return withOrigin(panels, origin);
}

function checkData(call: string, collector: Pipelines, data: CollectorData, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["collector", collector, required(collectorShape)],
    ["data", data, required(dataShape)],
    ["options", options, selectingShape],
  ]);
}

function checkCollector(call: string, collector: Pipelines, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["collector", collector, required(collectorShape)],
    ["options", options, selectingShape],
  ]);
}

import { checkArguments } from "../../model/definition/check-arguments.js";
import { list, type OptionTable, object, required, string } from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Signal } from "../../model/expression/signal.js";
import { capabilityShape, matchersShape } from "../../model/metric/metric-shapes.js";
import type { Worker } from "../../model/metric/worker.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { limitShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Grouping, LabelOf, LabelsOf } from "../grouping.js";
import {
  type AwaitedWorker,
  type CountedWorker,
  type QueuedWorker,
  type TimedWorker,
  workBacklog,
  workDuration,
  workErrorRatio,
  workRate,
  workWait,
} from "./worker.js";

export interface WorkerPanelOptions<W extends Worker = Worker>
  extends Grouping<LabelOf<W["processed"]>, LabelsOf<W["processed"]>> {
  /**
   * The word for what is processed: `"Messages"` gives "Messages processed".
   *
   * @default "Tasks"
   */
  readonly name?: string;
  /** The share of failures from which their panel is red. */
  readonly errorLimit?: Varying<number>;
  /** The number of waiting items from which their panel is red. */
  readonly waitingLimit?: Varying<number>;
  /** The 95th percentile of the duration, in seconds, from which its panel is red. */
  readonly durationLimit?: Varying<number>;
}

const workerPanelOptions = {
  by: list(string),
  where: matchersShape,
  name: string,
  errorLimit: limitShape,
  waitingLimit: limitShape,
  durationLimit: limitShape,
} as const satisfies OptionTable<WorkerPanelOptions>;

/**
 * Panels of a worker: what it processes, what fails, what waits and for how long, and how long it takes, as far as it has
 * metrics for them. `by` splits the first.
 *
 * @example
 * row("Tasks", workerPanels(celery.tasks, { by: ["task"], errorLimit: 0.05 }))
 */
export function workerPanels<const W extends Worker>(
  whole: W,
  options: WorkerPanelOptions<W> = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("workerPanels(…)", [
    ["whole", whole, required(capabilityShape("worker"))],
    ["options", options, object(workerPanelOptions)],
  ]);
  const { name = "Tasks", by, where, errorLimit, waitingLimit, durationLimit } = options;
  const worker: Worker = whole;
  // Each metric is narrowed by the labels that all of them have.
  const selection = where === undefined ? {} : { where: where as Readonly<Record<string, never>> };
  const grouped = by === undefined ? selection : { ...selection, by };
  const panels = [panel(`${name} processed`, workRate<Worker>(worker, grouped as Grouping<never>))];
  if (isCounted(worker)) panels.push(panel(`${name} failed`, workErrorRatio(worker, selection), errorLimit));
  if (isQueued(worker)) panels.push(panel(`${name} waiting`, workBacklog(worker, selection), waitingLimit));
  if (isAwaited(worker)) panels.push(quantiles(`Wait of ${name.toLowerCase()}`, (q) => workWait(worker, q, selection)));
  if (isTimed(worker)) {
    const limit = durationLimit;
    panels.push(quantiles(`Duration of ${name.toLowerCase()}`, (q) => workDuration(worker, q, selection), limit));
  }
  return withOrigin(panels, origin);
}

function panel(title: string, signal: Signal, limit?: Varying<number>): TimeseriesPanel {
  const thresholds = limit === undefined ? {} : { thresholds: redAbove(limit) };
  return timeseries(title, signal, { description: signal.description, min: 0, ...thresholds });
}

function quantiles(title: string, at: (share: number) => Signal, limit?: Varying<number>): TimeseriesPanel {
  const thresholds = limit === undefined ? {} : { thresholds: redAbove(limit) };
  const description = "Half and 95 % took no longer than this.";
  return timeseries(title, { p50: at(0.5), p95: at(0.95) }, { description, min: 0, ...thresholds });
}

function isCounted(worker: Worker): worker is CountedWorker {
  return worker.failed !== undefined;
}

function isQueued(worker: Worker): worker is QueuedWorker {
  return worker.waiting !== undefined;
}

function isAwaited(worker: Worker): worker is AwaitedWorker {
  return worker.wait !== undefined;
}

function isTimed(worker: Worker): worker is TimedWorker {
  return worker.duration !== undefined;
}

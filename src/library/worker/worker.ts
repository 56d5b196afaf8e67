import { checkArguments } from "../../model/definition/check-arguments.js";
import type { Duration } from "../../model/definition/duration.js";
import { duration, number, type OptionTable, object, required } from "../../model/definition/option-table.js";
import { promql } from "../../model/expression/promql.js";
import { Condition, noTraits } from "../../model/expression/query.js";
import type { Signal } from "../../model/expression/signal.js";
import type { Distribution, EventSeries, GaugeSeries } from "../../model/metric/capability.js";
import { capabilityShape, matchersShape } from "../../model/metric/metric-shapes.js";
import type { Worker } from "../../model/metric/worker.js";
import { groupingShape } from "../arguments/shapes.js";
import { latencySignal } from "../distribution.js";
import {
  type CommonLabels,
  definitionOf,
  type Grouping,
  groupedSignal,
  groupingLabels,
  type LabelOf,
  type LabelsOf,
  type Selecting,
  sumBy,
} from "../grouping.js";
import { narrow, select } from "../narrow.js";
import { errorRatioSignal, rateSignal } from "../rate.js";

/** A worker with a metric of what failed. */
export type CountedWorker = Worker<EventSeries, object>;

/** A worker with a histogram of the duration. */
export type TimedWorker = Worker<EventSeries, unknown, Distribution>;

/** A worker with a gauge of what waits. */
export type QueuedWorker = Worker<EventSeries, unknown, Distribution | undefined, GaugeSeries>;

/** A worker with a histogram of the time in the queue. */
export type AwaitedWorker = Worker<
  EventSeries,
  unknown,
  Distribution | undefined,
  GaugeSeries | undefined,
  Distribution
>;

const workerShape = required(capabilityShape("worker"));

/**
 * The tasks or messages that a worker processes, per second.
 *
 * @example
 * workRate(pipeline.messages, { by: ["topic"] })
 */
export function workRate<const W extends Worker>(
  worker: W,
  options: Grouping<LabelOf<W["processed"]>, LabelsOf<W["processed"]>> = {},
): Signal {
  const origin = checkArguments("workRate(…)", [
    ["worker", worker, workerShape],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { processed } = narrow<Worker>(worker, where);
  const texts = { title: "Processed", description: `${definitionOf(processed).help}, per second.`, unit: "ops" };
  return rateSignal(processed, texts, by, origin);
}

/**
 * The share of the tasks or messages that failed: 0 while none fails, and no result while nothing is processed. The worker
 * needs a metric of what failed.
 *
 * @example
 * workErrorRatio(pipeline.messages).above(0.05, { whenBusy: 0.1 })
 */
export function workErrorRatio<const W extends CountedWorker>(
  worker: W,
  options: Grouping<
    LabelOf<W["processed"]> & (W["failed"] extends EventSeries ? LabelOf<W["failed"]> : string),
    CommonLabels<W["processed"], W["failed"]>
  > = {},
): Signal {
  const origin = checkArguments("workErrorRatio(…)", [
    ["worker", worker, workerShape],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { processed, failed } = narrow<CountedWorker>(worker, where);
  return errorRatioSignal(processed, failed, { title: "Failed", events: "items" }, by, origin);
}

/**
 * A quantile of the time that a task or message takes: `0.95` for the 95th percentile.
 *
 * @example
 * workDuration(videos.generation, 0.95, { by: ["mode"] })
 */
export function workDuration<const W extends TimedWorker>(
  worker: W,
  share: number,
  options: Grouping<LabelOf<W["duration"]>, LabelsOf<W["duration"]>> = {},
): Signal {
  const origin = checkArguments("workDuration(…)", [
    ["worker", worker, workerShape],
    ["share", share, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { duration } = narrow<TimedWorker>(worker, where);
  return latencySignal(duration, share, { title: "Duration", events: "items" }, by, origin);
}

/**
 * A quantile of the time that a task or message waits in its queue.
 *
 * @example
 * workWait(celery.tasks, 0.95)
 */
export function workWait<const W extends AwaitedWorker>(
  worker: W,
  share: number,
  options: Grouping<LabelOf<W["wait"]>, LabelsOf<W["wait"]>> = {},
): Signal {
  const origin = checkArguments("workWait(…)", [
    ["worker", worker, workerShape],
    ["share", share, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { wait } = narrow<AwaitedWorker>(worker, where);
  return latencySignal(wait, share, { title: "Wait", events: "items" }, by, origin);
}

/**
 * The number of tasks or messages that wait. Several processes may report the same queue, so that the largest value counts.
 *
 * @example
 * workBacklog(celery.tasks, { by: ["queue"] }).above(1000)
 */
export function workBacklog<const W extends QueuedWorker>(
  worker: W,
  options: Grouping<LabelOf<W["waiting"]>, LabelsOf<W["waiting"]>> = {},
): Signal {
  const origin = checkArguments("workBacklog(…)", [
    ["worker", worker, workerShape],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const waiting: GaugeSeries = select<GaugeSeries>(worker.waiting, where);
  const { help, labels } = definitionOf(waiting);
  // Labels that tell the processes apart are not part of the queue.
  const ofQueue = Object.keys(labels).filter((label) => !["instance", "pod", "job"].includes(label));
  return groupedSignal(waiting, by, {
    origin,
    kind: "backlog",
    of: [waiting],
    title: "Waiting",
    description: `${help}.`,
    unit: "short",
    query: (outer) => sumBy(outer, promql`max by (${[...new Set([...ofQueue, ...outer])]}) (${waiting})`),
  });
}

export interface StoppedOptions<L = unknown> extends Selecting<L> {
  /**
   * The time in which nothing was processed.
   *
   * @default "10m"
   */
  readonly over?: Duration;
}

const stoppedOptions = {
  where: matchersShape,
  over: duration,
} as const satisfies OptionTable<StoppedOptions<Record<string, number>>>;

/**
 * True while a worker has processed nothing for some time, or has no series at all: it is stuck, gone, or nothing arrives.
 *
 * @example
 * shop.alert("NoMessagesProcessed", { when: workStopped(pipeline.messages, { over: "10m" }), … })
 */
export function workStopped<const W extends Worker>(
  worker: W,
  options: StoppedOptions<LabelsOf<W["processed"]>> = {},
): Condition {
  const origin = checkArguments("workStopped(…)", [
    ["worker", worker, workerShape],
    ["options", options, object(stoppedOptions)],
  ]);
  const { where, over = "10m" } = options;
  const { processed } = narrow<Worker>(worker, where);
  const labels = groupingLabels(processed);
  const done = sumBy(labels, promql`increase(${processed}[${over}])`);
  const gone = sumBy(labels, promql`absent_over_time(${processed}[${over}])`);
  return new Condition(promql`${done} == 0 or ${gone}`, undefined, origin, noTraits);
}

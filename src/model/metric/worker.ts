import { define } from "../definition/definition.js";
import type { OptionTable } from "../definition/option-table.js";
import {
  type CountedBy,
  countedBy,
  type Distribution,
  type EventSeries,
  eventOptions,
  type FailedEvents,
  type GaugeSeries,
  type NeedsCount,
  originOfEvents,
} from "./capability.js";
import { distributionShape, seriesShape } from "./metric-shapes.js";

/** The metrics of a worker: something that processes tasks or messages from a queue. */
export interface Worker<
  Processed = EventSeries,
  Failed = unknown,
  Duration = Distribution | undefined,
  Waiting = GaugeSeries | undefined,
  Wait = Distribution | undefined,
> {
  readonly kind: "capability";
  readonly capability: "worker";
  readonly processed: Processed;
  /** The items that failed, as matchers or a counter; undefined if they are not counted. */
  readonly failed: Failed;
  readonly duration: Duration;
  readonly waiting: Waiting;
  readonly wait: Wait;
}

export interface WorkerOptions<Processed, Failed, Duration, Waiting, Wait> {
  /**
   * Counts the tasks or messages that were processed, whether they succeeded or failed.
   *
   * @default the observations of `duration`
   */
  readonly processed?: Processed;
  /** Those that failed: matchers for the series of `processed`, or a counter of their own or some of its series. */
  readonly failed?: Failed;
  /** Measures how long one takes. */
  readonly duration?: Duration;
  /** The number that wait: the length of the queue. */
  readonly waiting?: Waiting;
  /** Measures how long one waits in the queue. */
  readonly wait?: Wait;
}

const workerOptions = {
  ...eventOptions,
  processed: seriesShape,
  waiting: seriesShape,
  wait: distributionShape,
} as const satisfies OptionTable<WorkerOptions<object, object, object, object, object>>;

/**
 * Defines the metrics of a worker: how many tasks or messages it processes, which of them fail, how long they take, and
 * how many wait for how long.
 *
 * @example
 * worker({ processed: counter("celery_tasks_total", …), failed: { state: "FAILURE" }, waiting: gauge("celery_queue_depth", …) })
 */
export function worker<
  const Failed extends FailedEvents<Processed, Duration> | undefined = undefined,
  const Processed extends EventSeries | undefined = undefined,
  const Duration extends Distribution | undefined = undefined,
  const Waiting extends GaugeSeries | undefined = undefined,
  const Wait extends Distribution | undefined = undefined,
>(
  options: WorkerOptions<Processed, Failed, Duration, Waiting, Wait> & NeedsCount<"processed", Processed, Duration>,
): Worker<CountedBy<Processed, Duration>, Failed, Duration, Waiting, Wait> {
  const origin = originOfEvents("worker(…)", "processed", options, workerOptions);
  const { failed, duration, waiting, wait } = options;
  const processed = countedBy(options.processed as Processed, duration as Duration);
  // An option that is left out has the type undefined.
  const fields = {
    processed,
    failed: failed as Failed,
    duration: duration as Duration,
    waiting: waiting as Waiting,
    wait: wait as Wait,
  };
  return define({ kind: "capability", capability: "worker", ...fields }, origin);
}

import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { histogram } from "../../model/metric/histogram.js";
import { counter, gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of celery-exporter. */
export type CeleryExporter = ExposedMetrics<ReturnType<typeof celeryExporter>>;

/** The approximate size of a Celery installation. */
export interface CelerySize {
  /** Kinds of tasks. @default 10 */
  readonly tasks?: number;
  /** @default 3 */
  readonly workers?: number;
  /** @default 2 */
  readonly queues?: number;
}

const celerySizeOptions = { tasks: number, workers: number, queues: number } as const satisfies OptionTable<CelerySize>;

/**
 * The metrics of celery-exporter 0.14, which reads the events of workers: they must send them
 * (`worker_send_task_events`). `task.sent` needs `task_send_sent_event`, too. A task that is retried has no failure.
 *
 * @example
 * export const celery = shop.service("celery-exporter", celeryExporter({ tasks: 8, queues: 2 }));
 */
export function celeryExporter(size: CelerySize = {}) {
  requireArguments("celeryExporter(…)", [["size", size, object(celerySizeOptions)]]);
  const { tasks, workers, queues } = { tasks: 10, workers: 3, queues: 2, ...size };
  const worker = { hostname: workers } as const;
  const queue = { queue_name: queues } as const;
  return {
    exporter: true,
    port: 9808,
    labels: {},
    task: taskMetrics({ name: tasks, ...worker, ...queue }),
    workerUp: gauge("celery_worker_up", { help: "1 if a worker was heard of lately", unit: "short", labels: worker }),
    workerTasks: gauge("celery_worker_tasks_active", {
      help: "Tasks that a worker is working on",
      unit: "short",
      labels: worker,
    }),
    queueLength: gauge("celery_queue_length", { help: "Tasks that wait in a queue", unit: "short", labels: queue }),
    queueConsumers: gauge("celery_active_consumer_count", {
      help: "Consumers of a queue",
      unit: "short",
      labels: queue,
    }),
    queueWorkers: gauge("celery_active_worker_count", { help: "Workers of a queue", unit: "short", labels: queue }),
    queueProcesses: gauge("celery_active_process_count", {
      help: "Processes of the workers of a queue",
      unit: "short",
      labels: queue,
    }),
  };
}

type Task = { readonly name: number; readonly hostname: number; readonly queue_name: number };

function taskMetrics(labels: Task) {
  const count = (event: string, help: string) => counter(`celery_task_${event}_total`, { help, unit: "short", labels });
  return {
    sent: count("sent", "Tasks put in a queue"),
    received: count("received", "Tasks that a worker has received"),
    started: count("started", "Tasks that a worker has started"),
    succeeded: count("succeeded", "Tasks that succeeded"),
    failed: counter("celery_task_failed_total", {
      help: "Tasks that failed",
      unit: "short",
      labels: { ...labels, exception: 5 },
    }),
    retried: count("retried", "Tasks that failed and will be tried again"),
    rejected: count("rejected", "Tasks that a worker has rejected"),
    revoked: count("revoked", "Tasks that were cancelled"),
    runtime: histogram("celery_task_runtime", {
      help: "Time that a task took, in seconds",
      unit: "s",
      labels,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    }),
    wait: histogram("celery_task_queue_wait_time", {
      help: "Time that a task waited in its queue, in seconds",
      unit: "s",
      labels,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800],
    }),
  };
}

import { counter, gauge, histogram, worker } from "telltale";
import { serviceLogs } from "./logs.js";
import { autoserve } from "./system.js";

const runs = counter("celery_tasks_total", {
  help: "Runs of Celery tasks, by the state that they reach",
  labels: {
    task: { values: ["data_processing"], about: 5 },
    state: ["STARTED", "SUCCESS", "FAILURE", "RETRY", "REVOKED"],
  },
});

/** The Celery workers. */
export const celery = autoserve.service("worker", {
  port: 8001,
  runs,
  tasks: worker({
    // A retry is not an end: the same task counts once more when it succeeds or fails.
    processed: runs.where({ state: ["SUCCESS", "FAILURE"] }),
    failed: runs.where({ state: "FAILURE" }),
    // The objective is 60 s. The default buckets of Python's client end at 10 s, and cannot measure it.
    duration: histogram("celery_task_duration_seconds", {
      help: "Time that a Celery task takes",
      labels: { task: { values: ["data_processing"], about: 5 } },
      buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300],
    }),
    waiting: gauge("celery_queue_depth", {
      help: "Tasks that wait in a queue",
      unit: "short",
      labels: { queue: { values: ["default"], about: 3 } },
    }),
  }),
  workers: gauge("celery_workers_active", { help: "Celery workers that are active", unit: "short" }),
  records: counter("data_records_processed_total", { help: "Records processed", unit: "short" }),
  recordErrors: counter("data_processing_errors_total", { help: "Errors in the processing of data", unit: "short" }),
  memory: gauge("worker_memory_usage_bytes", { help: "Memory of the worker", unit: "decbytes" }),
  // From the document's example of custom metrics: the time of `process_task` itself.
  processing: histogram("task_processing_seconds", {
    help: "Task processing time",
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300],
  }),
  logs: serviceLogs("worker", { task_status: 5 }),
});

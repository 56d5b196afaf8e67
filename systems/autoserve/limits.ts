/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** Share of the requests that fail. */
  errors: 0.1,
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 1,
  /** Requests per second below which a share or a quantile is noise. */
  traffic: 0.1,
  /** Connections of a pool in use, as a share of its size: look at it in daytime, and at any time. */
  connectionsSoft: 0.7,
  connections: 0.8,
  /** Memory of a container as a share of its limit. */
  memory: 0.8,
  /** Share of a file system in use: the document's "less than 10 % available". */
  disk: 0.9,
  /** Share of a file system from which panels are red. */
  diskFull: 0.95,
  /** Share of the predictions of the controller that are right, from 0 to 1. */
  accuracy: 0.85,
  /** Age of the model in seconds: a week. */
  modelAge: 7 * 24 * 3600,
  /** Share of the tasks that may fail: the objective of the worker. */
  failedTasks: 0.005,
  /** Time that a task may take, in seconds. */
  taskTime: 60,
  /** Share of the CPU and memory of a node in use. */
  node: 0.9,
  /** Time that a transaction may be open, in seconds. */
  transaction: 60,
} as const;

/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** Share of the requests that fail. */
  errors: 0.05,
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 1,
  /** Requests per second below which a share or a quantile is noise. */
  traffic: 0.1,
  /** CPU time per second of a process of the API: 80 % of one core. */
  cpu: 0.8,
  /** Memory of a process of the API: 1.5 GB. */
  memory: 1.5e9,
  /** CPU of a node. */
  nodeCpu: 0.8,
  /** Memory of a node. */
  nodeMemory: 0.85,
  /** Share of a file system in use. */
  diskLow: 0.85,
  diskCritical: 0.95,
  /** Open connections to PostgreSQL, of the 100 that it allows by default. */
  connections: 80,
  /** Time that a transaction may be open, in seconds. */
  transaction: 60,
  /** Memory of Redis, as a share of what it may use. */
  redisMemory: 0.9,
  /** Hit ratio of Redis below which it is of little use. */
  redisHits: 0.8,
  /** Share of the videos that cannot be generated. */
  videoErrors: 0.1,
} as const;

/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 1,
  /** Requests per second below which a quantile is noise. */
  traffic: 0.1,
  /** Errors per second, as the document puts it. Not a ratio: a service that is busier may fail more. */
  errorsPerSecond: 0.1,
  /** Share of the messages that cannot be processed. */
  failedMessages: 0.05,
  /** Share of the messages that do not pass validation. */
  invalidMessages: 0.01,
  /** Messages per second below which a share of them is noise. */
  messageTraffic: 0.1,
  /** Memory of a service: one gigabyte. */
  memory: 1e9,
} as const;

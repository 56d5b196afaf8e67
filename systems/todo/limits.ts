/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** Share of the requests that fail. */
  errors: 0.05,
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 2,
  /** Requests per second below which a share or a quantile is noise. */
  traffic: 0.1,
  /** CPU of a container, as a share of its limit. */
  cpu: 0.9,
  /** Memory of a container, as a share of its limit. */
  memory: 0.9,
} as const;

/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** Error ratio of requests. */
  errors: 0.05,
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 2,
  /** Requests per second below which an error ratio or a quantile is noise. */
  traffic: 0.1,
  /** Hit ratio below which a cache is of little use. */
  cacheHits: 0.7,
  /** Lookups per second below which a hit ratio is noise. */
  cacheTraffic: 0.1,
  /** Memory of a container as a share of its limit. */
  memory: 0.9,
  /**
   * Restarts of a container in fifteen minutes: one can happen, more than three are a crash loop. `increase` extrapolates
   * to the whole range, so three restarts may count as 3.2; four never count as less than four.
   */
  restarts: 3.5,
  /** Additions per second that are refused because the watchlist has reached the limit of its tier. */
  tierLimitHits: 0.1,
} as const;

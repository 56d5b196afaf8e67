/** Where things turn bad. Alerts fire at these numbers, and dashboards draw them. */
export const limits = {
  /** Share of requests that fail. */
  errors: 0.05,
  /** 95th percentile of the time to serve a request, in seconds. */
  latency: 2,
  /** Share of lookups that a cache should answer. */
  cacheHits: 0.7,
  /** Lookups each second below which a hit ratio means nothing. */
  cacheTraffic: 0.1,
  /** Share of its limit that a container may use of memory. */
  memory: 0.9,
  /**
   * Restarts of a container in fifteen minutes: one can happen, more than three is a loop. `increase` stretches what it
   * saw to the whole window, so that three may count as 3.2; four never count as less than four.
   */
  restarts: 3.5,
  /** Watchlists that hit the limit of their tier, each second. */
  tierLimitHits: 0.1,
} as const;

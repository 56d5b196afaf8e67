/** Limits that alerts fire at, and that dashboards show as thresholds. */
export const limits = {
  /** Share of the requests that fail. */
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
  /** Share of the attempts to sign in that succeed: some people always mistype, but never most of them. */
  signIns: 0.5,
  /** Attempts to sign in per second below which their success is noise. */
  signInTraffic: 0.1,
  /** Share of the requests to other services that the frontend could not pass on. */
  proxyErrors: 0.05,
  /** Calls to another provider of stock data, as a share of all calls. */
  fallbacks: 0.2,
  /** Share of the searches that find nothing. */
  foundNothing: 0.5,
  /** Series that all collectors send together: 80 % of the 10,000 that the plan includes. */
  activeSeries: 8_000,
  /** Bytes of logs a day: 80 % of a thirtieth of the 50 GB a month that the plan includes. */
  logBytesPerDay: 1.3e9,
  /** Additions per minute that are refused because the watchlist has reached the limit of its tier. */
  tierLimitHits: 6,
} as const;

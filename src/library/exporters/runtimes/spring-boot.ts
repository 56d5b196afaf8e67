import { requireArguments } from "../../../model/definition/check-arguments.js";
import { list, number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { http } from "../../../model/metric/capability.js";
import { histogram } from "../../../model/metric/histogram.js";
import { gauge } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import { type MicrometerOptions, micrometerMetrics, micrometerRelease } from "./micrometer.js";

export interface SpringBootOptions extends MicrometerOptions {
  /** The approximate number of endpoints (`uri`). @default 12 */
  readonly uris?: number;
}

/** Options of an application whose requests have a histogram. */
export interface TimedSpringBootOptions<Bound extends number> extends SpringBootOptions {
  /**
   * The bounds of the histogram of requests, in seconds: those of
   * `management.metrics.distribution.slo.http.server.requests`, or `micrometerBuckets` for `percentiles-histogram`.
   */
  readonly buckets: readonly Bound[];
}

const springBootOptions = {
  release: micrometerRelease,
  uris: number,
  buckets: list(number),
} as const satisfies OptionTable<SpringBootOptions & { readonly buckets?: readonly number[] }>;

/**
 * The metrics of Spring Boot 3 and 4, under `/actuator/prometheus`: requests, and the runtime. Without `buckets`, the
 * application exposes how many requests there were and how long they took together, and no histogram.
 *
 * @example
 * export const orders = shop.service("orders", { ...springBoot({ buckets: [0.1, 0.5, 1] }), pool: hikariMetrics() });
 */
export function springBoot<const Bound extends number>(
  options: TimedSpringBootOptions<Bound>,
): ReturnType<typeof timedApplication<Bound>>;
export function springBoot(
  options?: SpringBootOptions & { readonly buckets?: undefined },
): ReturnType<typeof application>;
export function springBoot(options: SpringBootOptions & { readonly buckets?: readonly number[] | undefined } = {}) {
  requireArguments("springBoot(…)", [["options", options, object(springBootOptions)]]);
  const { buckets, ...others } = options;
  return buckets === undefined ? application(others) : timedApplication({ ...others, buckets });
}

const requestTexts = { help: "Time to answer a request", exporter: true } as const;

/** `outcome` is the class of the status: `SERVER_ERROR` is 5xx. */
const failed = { outcome: "SERVER_ERROR" } as const;

function application(options: SpringBootOptions) {
  const labels = requestLabels(options);
  const duration = summary("http_server_requests_seconds", { ...requestTexts, quantiles: [], labels });
  return {
    http: http({ requests: duration.count, failed }),
    ...commonMetrics(options, "count"),
  };
}

function timedApplication<const Bound extends number>({ buckets, ...options }: TimedSpringBootOptions<Bound>) {
  const labels = requestLabels(options);
  const duration = histogram("http_server_requests_seconds", { ...requestTexts, buckets, labels });
  return {
    http: http({ requests: duration.count, failed, duration }),
    // The timer of open requests has the histogram of answered ones: to the client, a histogram of gauges.
    ...commonMetrics(options, "gcount"),
  };
}

function commonMetrics({ release = "1.13", uris }: SpringBootOptions, count: "count" | "gcount") {
  const labels = requestLabels({ ...(uris !== undefined && { uris }) });
  const { error: _, ...openLabels } = labels;
  return {
    slowestRequest: gauge("http_server_requests_seconds_max", {
      help: "Longest recent request",
      labels,
      exporter: true,
    }),
    openRequests: gauge(`http_server_requests_active_seconds_${release === "1.12" ? "active_count" : count}`, {
      help: "Requests that wait for their answer",
      unit: "short",
      labels: openLabels,
      exporter: true,
    }),
    runtime: micrometerMetrics({ release }),
  };
}

/** Few of the combinations exist: a request without an exception has the same values everywhere. */
function requestLabels({ uris = 12 }: Pick<SpringBootOptions, "uris">) {
  return { uri: uris, method: 2, status: 3, outcome: 2, exception: 1, error: 1 } as const;
}

/**
 * The bounds of Micrometer's histograms for quantiles (`percentiles-histogram`), in seconds, from 1 ms to 30 s. They
 * multiply the series of a timer by 70.
 *
 * @example
 * springBoot({ buckets: micrometerBuckets })
 */
export const micrometerBuckets: readonly number[] = percentileBuckets(1_000_000, 30_000_000_000);

/** Powers of four, each followed by multiples of its third, as long as they stay below the next: in nanoseconds. */
function percentileBuckets(from: number, to: number): readonly number[] {
  const bounds = [from];
  for (let power = 4; power <= to; power *= 4) {
    const step = Math.floor(power / 3);
    for (let bound = power; bound < power * 4 - step; bound += step) if (bound > from && bound < to) bounds.push(bound);
  }
  return [...bounds, to].map((nanoseconds) => nanoseconds / 1e9);
}

import type { Varying } from "../model/definition/per-environment.js";
import { Signal } from "../model/expression/signal.js";

import type { Http } from "../model/metric/capability.js";
import type { Counter, Histogram } from "../model/metric/metric.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/timeseries.js";
import { redAbove } from "../panels/thresholds.js";
import { type BoundOf, latencySignal, shareAbove } from "./distribution.js";
import { errorRatioSignal, failedOf, rateBy, rateSignal } from "./rate.js";
import { type LabelOf, type Split, splitOf, textOf } from "./split.js";

/** Requests whose duration is measured. */
export type TimedHttp = Http<Counter, unknown, Histogram>;

/** The labels of what is there; any label where it is not, as nothing stands against it. */
type LabelIfThere<M> = M extends { readonly labels: object } ? LabelOf<M> : string;

/**
 * Requests each second.
 *
 * @example
 * requestRate(user.http, { by: ["endpoint"] })
 */
export function requestRate<const H extends Http>(http: H, { by }: Split<LabelOf<H["requests"]>> = {}): Signal {
  const said = { title: "Request rate", description: "Requests served each second.", unit: "reqps" };
  return rateSignal(http.requests, said, by, http.requests);
}

/**
 * Failed requests each second. What counts as failed is said by the service.
 *
 * @example
 * failureRate(user.http)
 */
export function failureRate<const H extends Http>(
  http: H,
  { by }: Split<LabelOf<H["requests"]> & LabelIfThere<H["failed"]>> = {},
): Signal {
  const failed = failedOf(http.requests, http.failed);
  const description = `Failed requests each second: ${textOf(failed)}.`;
  return rateSignal(failed, { title: "Failure rate", description, unit: "reqps" }, by, http.requests);
}

/**
 * The share of requests that failed: 0 while there are requests and none fails, nothing while there are no requests.
 *
 * @example
 * errorRatio(user.http).above(0.05)
 */
export function errorRatio<const H extends Http>(
  http: H,
  { by }: Split<LabelOf<H["requests"]> & LabelIfThere<H["failed"]>> = {},
): Signal {
  return errorRatioSignal(http.requests, http.failed, { title: "Error ratio", what: "requests" }, by);
}

/**
 * A quantile of how long requests take.
 *
 * @example
 * latency(user.http, 0.95).above(2)
 */
export function latency<const H extends TimedHttp>(
  http: H,
  share: number,
  { by }: Split<LabelOf<H["duration"]>> = {},
): Signal {
  return latencySignal(http.duration, share, { title: "Latency", what: "requests" }, by);
}

/**
 * The share of requests that took longer than a bound. The bound is one of the histogram's buckets: another one cannot
 * be told from what is counted, and does not compile.
 *
 * @example
 * slowerThan(user.http, 0.5).above(0.01)
 */
export function slowerThan<const H extends TimedHttp>(
  http: H,
  bound: BoundOf<H["duration"]>,
  { by }: Split<LabelOf<H["duration"]>> = {},
): Signal {
  const measured: Signal = shareAbove<Histogram>(http.duration, bound, by === undefined ? {} : { by });
  const title = `Slower than ${bound} s`;
  return new Signal({ ...measured, title, description: `Share of the requests that took longer than ${bound} s.` });
}

export interface RedOptions<H extends Http> {
  /** What the requests are, where a dashboard shows several kinds: `"Proxy"` gives "Proxy requests", "Proxy errors". */
  readonly name?: string;
  /** The label that holds the status code: requests are then shown by its class. */
  readonly status?: LabelOf<H["requests"]>;
  /** Splits all three by these labels: the same question, asked of every endpoint. */
  readonly by?: readonly (LabelOf<H["requests"]> & LabelIfThere<H["failed"]> & LabelIfThere<H["duration"]>)[];
  /** Where the error ratio turns bad. */
  readonly errorLimit?: Varying<number>;
  /** Where the 95th percentile turns bad, in seconds. */
  readonly latencyLimit?: Varying<number>;
}

/**
 * Rate, errors, duration: the three panels that every service which answers requests should have. Where the duration is
 * not measured, its panel is left out.
 *
 * @example
 * row("Traffic", red(user.http, { status: "status", errorLimit: 0.05, latencyLimit: 2 }))
 * @example
 * row("Endpoints", red(user.http, { by: ["endpoint"] }))
 */
export function red<const H extends Http>(http: H, options: RedOptions<H> = {}): readonly TimeseriesPanel[] {
  const plain: Http = http;
  const facet: Facet = { ...options, by: options.by ?? [] };
  const panels = [requestsPanel(plain, facet), errorsPanel(plain, facet)];
  return isTimed(plain) ? [...panels, latencyPanel(plain, facet)] : panels;
}

/** What one row of panels is about. */
interface Facet {
  readonly name?: string;
  readonly status?: string;
  readonly by: readonly string[];
  readonly errorLimit?: Varying<number>;
  readonly latencyLimit?: Varying<number>;
}

/** `Requests`, `Proxy requests`, `Requests by endpoint`. */
function titled({ name, by }: Facet, what: string): string {
  const subject = name === undefined ? what : `${name} ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return by.length === 0 ? subject : `${subject} by ${by.join(" and ")}`;
}

const statusClasses = { "2xx": "green", "3xx": "yellow", "4xx": "blue", "5xx": "red" } as const;

function requestsPanel(http: Http, facet: Facet): TimeseriesPanel {
  const { by, status } = facet;
  const title = titled(facet, "Requests");
  if (by.length > 0) {
    const description = `Requests served each second, by ${by.join(" and ")}.`;
    return timeseries(title, requestRate(http, { by }), { description, min: 0 });
  }
  if (status === undefined) {
    const draws = { all: requestRate(http), failed: failureRate(http) };
    const description = "Requests served each second, and those of them that failed.";
    return timeseries(title, draws, { description, min: 0, colors: { failed: "red" } });
  }
  const classes = Object.keys(statusClasses).map((name) => {
    const ofClass = http.requests.where({ [status]: new RegExp(`${name.charAt(0)}..`) });
    return [name, rateBy(ofClass, splitOf(http.requests))];
  });
  return timeseries(title, Object.fromEntries(classes), {
    description: `Requests served each second, by the class of their ${status}.`,
    unit: "reqps",
    min: 0,
    stack: "normal",
    colors: statusClasses,
  });
}

function errorsPanel(http: Http, facet: Facet): TimeseriesPanel {
  const ratio = errorRatio(http, facet);
  const { description } = ratio;
  return timeseries(titled(facet, "Errors"), ratio, { description, min: 0, ...limitedTo(facet.errorLimit) });
}

function latencyPanel(http: TimedHttp, facet: Facet): TimeseriesPanel {
  const limit = limitedTo(facet.latencyLimit);
  if (facet.by.length > 0) {
    const slow = latency(http, 0.95, facet);
    return timeseries(titled(facet, slow.title), slow, { description: slow.description, min: 0, ...limit });
  }
  const draws = { p50: latency(http, 0.5), p95: latency(http, 0.95), p99: latency(http, 0.99) };
  const description = "How long half, 95 % and 99 % of the requests took at most.";
  return timeseries(titled(facet, "Latency"), draws, { description, min: 0, ...limit });
}

function limitedTo(limit: Varying<number> | undefined) {
  return limit === undefined ? {} : { thresholds: redAbove(limit) };
}

function isTimed(http: Http): http is TimedHttp {
  return http.duration !== undefined;
}

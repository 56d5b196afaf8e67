import { checkArguments } from "../model/definition/check-arguments.js";
import { boolean, list, number, type OptionTable, object, required, string } from "../model/definition/option-table.js";
import type { Varying } from "../model/definition/per-environment.js";
import { Signal } from "../model/expression/signal.js";
import type { Distribution, EventSeries, Http } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { capabilityShape, matchersShape } from "../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/charts/timeseries.js";
import { redAbove } from "../panels/options/thresholds.js";
import { groupingShape, limitShape } from "./arguments/shapes.js";
import { withOrigin } from "./arguments/with-origin.js";
import { type BoundOf, latencySignal, shareAbove } from "./distribution.js";
import { type CommonLabels, type Grouping, groupingLabels, type LabelOf, type LabelsOf } from "./grouping.js";
import { narrow } from "./narrow.js";
import { errorRatioSignal, failureRateSignal, rateBy, rateSignal, selectFailed } from "./rate.js";

/** Requests with a histogram of their duration. */
export type TimedHttp = Http<EventSeries, unknown, Distribution>;

/** The labels of a metric; any label if there is no metric, so that it rules none out. */
type LabelIfPresent<M> = M extends { readonly labels: object } ? LabelOf<M> : string;

/** The labels by which failed requests can be grouped: all of them, and those that failed. */
type FailureLabel<H extends Http> = LabelOf<H["requests"]> & LabelIfPresent<H["failed"]>;

/**
 * The rate of requests, per second.
 *
 * @example
 * requestRate(user.http, { by: ["endpoint"] })
 */
export function requestRate<const H extends Http>(
  http: H,
  options: Grouping<LabelOf<H["requests"]>, LabelsOf<H["requests"]>> = {},
): Signal {
  const origin = checkArguments("requestRate(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { requests } = narrow<Http>(http, where);
  const texts = { title: "Request rate", description: "Requests served per second.", unit: "reqps" };
  return rateSignal(requests, texts, by, origin);
}

/**
 * The rate of failed requests, per second: 0 until one fails. The service defines which requests count as failed.
 *
 * @example
 * failureRate(user.http)
 */
export function failureRate<const H extends Http>(
  http: H,
  options: Grouping<FailureLabel<H>, CommonLabels<H["requests"], H["failed"]>> = {},
): Signal {
  const origin = checkArguments("failureRate(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { requests, failed: failedEvents } = narrow<Http>(http, where);
  const failed = selectFailed(requests, failedEvents);
  const texts = { title: "Failure rate", description: "Requests per second that failed.", unit: "reqps" };
  return failureRateSignal(requests, failed, texts, by, origin);
}

/**
 * The share of requests that failed: 0 while no request fails, and no result while there are no requests.
 *
 * @example
 * errorRatio(user.http).above(0.05)
 */
export function errorRatio<const H extends Http>(
  http: H,
  options: Grouping<FailureLabel<H>, CommonLabels<H["requests"], H["failed"]>> = {},
): Signal {
  const origin = checkArguments("errorRatio(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { requests, failed } = narrow<Http>(http, where);
  return errorRatioSignal(requests, failed, { title: "Error ratio", events: "requests" }, by, origin);
}

/**
 * A quantile of the duration of requests: `0.95` for the 95th percentile.
 *
 * @example
 * latency(user.http, 0.95).above(2)
 */
export function latency<const H extends TimedHttp>(
  http: H,
  share: number,
  options: Grouping<LabelOf<H["duration"]>, LabelsOf<H["duration"]>> = {},
): Signal {
  const origin = checkArguments("latency(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["share", share, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { duration } = narrow<TimedHttp>(http, where);
  return latencySignal(duration, share, { title: "Latency", events: "requests" }, by, origin);
}

/**
 * The share of requests that took longer than a bound, in seconds. The bound must be one of the histogram's bucket
 * bounds; any other does not compile, because the buckets do not say how many requests lie above it.
 *
 * @example
 * slowerThan(user.http, 0.5).above(0.01)
 */
export function slowerThan<const H extends TimedHttp>(
  http: H,
  bound: BoundOf<H["duration"]>,
  options: Grouping<LabelOf<H["duration"]>, LabelsOf<H["duration"]>> = {},
): Signal {
  const origin = checkArguments("slowerThan(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["bound", bound, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { duration } = narrow<TimedHttp>(http, where);
  const share: Signal = shareAbove<Distribution>(duration, bound, by === undefined ? {} : { by });
  const title = `Slower than ${bound} s`;
  return new Signal({
    ...share,
    title,
    description: `Share of the requests that took longer than ${bound} s.`,
    origin,
  });
}

type RedLabels<H extends Http> = CommonLabels<H["requests"], H["failed"]>;

export interface RedOptions<H extends Http> {
  /**
   * A word for the titles, if a dashboard shows several kinds of requests: `"Proxy"` gives "Proxy requests".
   *
   * @default none: "Requests", "Errors", "Latency"
   */
  readonly name?: string;
  /** The label with the status code: the first panel then shows requests by status class, 2xx to 5xx. */
  readonly status?: LabelOf<H["requests"]>;
  /**
   * Labels to group all panels by.
   *
   * @default none
   */
  readonly by?: readonly (FailureLabel<H> & LabelIfPresent<H["duration"]>)[];
  /**
   * Selects series by labels that all its metrics have.
   *
   * @default all series of the service
   */
  readonly where?: Where<Pick<RedLabels<H>, keyof RedLabels<H> & LabelIfPresent<H["duration"]>>>;
  /** The error ratio from which the errors panel is red. */
  readonly errorLimit?: Varying<number>;
  /** The 95th percentile from which the latency panel is red, in seconds. */
  readonly latencyLimit?: Varying<number>;
  /**
   * True to mark single requests on the latency panel, with a link to their traces. The histogram must expose exemplars.
   *
   * @default false
   */
  readonly exemplars?: boolean;
  /**
   * Columns of each panel. With 12, the legend is a sorted table at the right.
   *
   * @default an equal share of the line
   */
  readonly width?: number;
}

const redOptions = {
  name: string,
  status: string,
  by: list(string),
  where: matchersShape,
  errorLimit: limitShape,
  latencyLimit: limitShape,
  exemplars: boolean,
  width: number,
} as const satisfies OptionTable<RedOptions<Http>>;

/**
 * The panels of the RED method: rate, errors, duration. Without a histogram of the duration, its panel is left out.
 *
 * @example
 * row("Traffic", red(user.http, { status: "status", errorLimit: 0.05, latencyLimit: 2 }))
 * @example
 * row("Endpoints", red(user.http, { by: ["endpoint"] }))
 */
export function red<const H extends Http>(http: H, options: RedOptions<H> = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("red(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["options", options, object(redOptions)],
  ]);
  const { where, ...rest } = options;
  const plain = narrow<Http>(http, where as Where<Labels> | undefined);
  const row: RowOptions = { ...rest, by: options.by ?? [] };
  const panels = [requestsPanel(plain, row), errorsPanel(plain, row)];
  return withOrigin(isTimed(plain) ? [...panels, latencyPanel(plain, row)] : panels, origin);
}

/** The options of all panels of a row. */
interface RowOptions {
  readonly name?: string;
  readonly status?: string;
  readonly by: readonly string[];
  readonly errorLimit?: Varying<number>;
  readonly latencyLimit?: Varying<number>;
  readonly exemplars?: boolean;
  readonly width?: number;
}

/** `Requests`, `Proxy requests`, `Requests by endpoint`. */
function panelTitle({ name, by }: RowOptions, what: string): string {
  const subject = name === undefined ? what : `${name} ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return by.length === 0 ? subject : `${subject} by ${by.join(" and ")}`;
}

const statusClasses = { "2xx": "green", "3xx": "blue", "4xx": "orange", "5xx": "red" } as const;

function requestsPanel(http: Http, row: RowOptions): TimeseriesPanel {
  const { by, status } = row;
  const title = panelTitle(row, "Requests");
  if (by.length > 0) {
    const description = `Requests served per second, by ${by.join(" and ")}.`;
    return timeseries(title, requestRate(http, { by }), { description, min: 0, ...sizeOf(row) });
  }
  if (status === undefined) {
    const draws = { all: requestRate(http), failed: failureRate(http) };
    const description = "Requests served per second, and those that failed.";
    return timeseries(title, draws, { description, min: 0, colors: { failed: "red" }, ...sizeOf(row) });
  }
  const classes = Object.keys(statusClasses).map((name) => {
    const series = http.requests.where({ [status]: new RegExp(`${name.charAt(0)}..`) });
    return [name, rateBy(series, groupingLabels(http.requests))];
  });
  return timeseries(title, Object.fromEntries(classes), {
    description: "Requests served per second: 2xx and 3xx succeeded, 4xx are mistakes of the client, 5xx failed.",
    unit: "reqps",
    min: 0,
    stack: "normal",
    colors: statusClasses,
    ...sizeOf(row),
  });
}

function errorsPanel(http: Http, row: RowOptions): TimeseriesPanel {
  const ratio = errorRatio(http, { by: row.by });
  const { description } = ratio;
  const options = { description, min: 0, ...thresholdsAt(row.errorLimit), ...sizeOf(row) };
  return timeseries(panelTitle(row, "Errors"), ratio, options);
}

function latencyPanel(http: TimedHttp, row: RowOptions): TimeseriesPanel {
  const limit = { ...thresholdsAt(row.latencyLimit), ...(row.exemplars && { exemplars: true }), ...sizeOf(row) };
  if (row.by.length > 0) {
    const slow = latency(http, 0.95, { by: row.by });
    return timeseries(panelTitle(row, slow.title), slow, { description: slow.description, min: 0, ...limit });
  }
  const draws = { p50: latency(http, 0.5), p95: latency(http, 0.95), p99: latency(http, 0.99) };
  const description = "Half, 95 % and 99 % of the requests took no longer than this.";
  return timeseries(panelTitle(row, "Latency"), draws, { description, min: 0, ...limit });
}

function sizeOf({ width }: RowOptions) {
  return width === undefined ? {} : { width };
}

function thresholdsAt(limit: Varying<number> | undefined) {
  return limit === undefined ? {} : { thresholds: redAbove(limit) };
}

/** True for requests whose duration is measured. */
export function isTimed(http: Http): http is TimedHttp {
  return http.duration !== undefined;
}

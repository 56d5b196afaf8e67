import { checkArguments } from "../../model/definition/check-arguments.js";
import { define } from "../../model/definition/definition.js";
import {
  either,
  instance,
  list,
  type OptionTable,
  object,
  required,
  type Shape,
  string,
} from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { inferGrouping } from "../../model/expression/custom-signal.js";
import { logql } from "../../model/expression/logql.js";
import { isQuery, type Query } from "../../model/expression/query.js";
import type { Database, EventSeries, Http } from "../../model/metric/capability.js";
import type { Labels } from "../../model/metric/label.js";
import { matchersShape, seriesShape } from "../../model/metric/metric-shapes.js";
import type { Indicator } from "../../model/slo/indicator.js";
import { isPlainObject } from "../../model/system/plain-object.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import { serviceShape } from "../arguments/shapes.js";
import type { CountedDatabase } from "../database.js";
import { type CommonLabels, type Grouping, groupingLabels, type LabelOf } from "../grouping.js";
import { narrow, select } from "../narrow.js";
import { rateBy, selectFailed } from "../rate.js";
import { serviceLabels } from "./service-labels.js";

/** Requests or operations of which it is known which failed. */
export type CountedEvents = Http | CountedDatabase;

/** The metric that counts all events of a capability. */
type AllOf<C> = C extends { readonly requests: infer M } ? M : C extends { readonly operations: infer M } ? M : never;
type FailedOf<C> = C extends { readonly failed: infer M } ? M : never;

/** Events of which some fail, each as a metric, or as an expression of a rate. */
export interface EventRatioOptions extends Grouping<string, Labels> {
  /** All events. */
  readonly of: EventSeries | Query;
  /** The events that failed. */
  readonly failed?: EventSeries | Query;
  /** The events that did not fail, where nothing counts the others. */
  readonly good?: EventSeries | Query;
  /** The service it is about, for expressions: its label is on the series and the alerts. */
  readonly service?: ServiceDefinition;
  /**
   * The events, in a word for alerts and dashboards.
   *
   * @default "events"
   */
  readonly events?: string;
}

const rateShape = either(
  "a counter, some of its series, or an expression such as promql`…`",
  seriesShape,
  instance("", isQuery),
);

const ratioOptions = {
  of: required(rateShape),
  failed: rateShape,
  good: rateShape,
  service: serviceShape,
  events: string,
  by: list(string),
  where: matchersShape,
} as const satisfies OptionTable<EventRatioOptions>;

const countedShape: Shape = instance(
  "the http({ … }) or database({ … }) of a service, or an object such as { failed, of },",
  isCounted,
);

const groupingOptions = { by: list(string), where: matchersShape } as const;

/**
 * The share of events that are good: an indicator for `slo(…)`. Of the `http` or `database` of a service, the definition
 * says which events failed; for others, name the events that `failed`, or those that were `good`, and all `of` them.
 *
 * Expressions are rates per second, over `[${window}]`. Those in LogQL are recorded by Loki.
 *
 * @example
 * eventRatio(cart.http)
 * @example
 * eventRatio(cart.http, { by: ["endpoint"] })
 * @example
 * eventRatio({ failed: orders.checked.where({ result: "wrong" }), of: orders.checked, events: "orders" })
 * @example
 * eventRatio({ failed: logql`rate(${shop.logs} | json | event="declined" [${window}])`, of: orders.placed, service: orders })
 * @example
 * eventRatio({ good: promql`sum(rate(${jobs.done}[${window}]))`, of: promql`sum(rate(${jobs.started}[${window}]))` })
 */
export function eventRatio<const C extends CountedEvents>(
  capability: C,
  options?: Grouping<LabelOf<AllOf<C>>, CommonLabels<AllOf<C>, FailedOf<C>>>,
): Indicator;
export function eventRatio(options: EventRatioOptions): Indicator;
export function eventRatio(
  events: CountedEvents | EventRatioOptions,
  grouping: Grouping<string, never> = {},
): Indicator {
  if (isPlainObject(events) && !("kind" in events)) return ratioOf(events as EventRatioOptions);
  const origin = checkArguments("eventRatio(…)", [
    ["events", events, required(countedShape)],
    ["options", grouping, object(groupingOptions)],
  ]);
  const narrowed = narrow<Http | Database>(events as Http | Database, grouping.where);
  const isHttp = narrowed.capability === "http";
  const all = isHttp ? narrowed.requests : narrowed.operations;
  const failed = selectFailed(all as EventSeries, narrowed.failed);
  const { by = [] } = grouping;
  return countIndicator({ of: all as EventSeries, failed, by, events: isHttp ? "requests" : "operations" }, origin);
}

function ratioOf(options: EventRatioOptions): Indicator {
  const origin = checkArguments("eventRatio(…)", [["options", options, required(partOf(options))]]);
  return countIndicator(options, origin);
}

/** Failed or good events, whichever is given; failed ones are asked for if none are. */
function partOf(options: EventRatioOptions): Shape {
  const hasGood = (options as EventRatioOptions | null)?.good !== undefined;
  return object(hasGood ? ratioOptions : { ...ratioOptions, failed: required(rateShape) });
}

function countIndicator(options: EventRatioOptions, origin: Origin): Indicator {
  const { of, failed, good, where, service, by: groupedBy = [], events = "events" } = options;
  const by = isQuery(of) ? labelsOfQuery(of, groupedBy) : groupingLabels(of, groupedBy);
  const rate = (counted: EventSeries | Query) =>
    isQuery(counted) ? sumLines(counted, by) : rateBy(select(counted, where), by);
  const part = failed
    ? ({ is: "failed", query: rate(failed) } as const)
    : ({ is: "good", query: rate(good!) } as const);
  const fields = {
    kind: "indicator" as const,
    events,
    failure: "failed",
    by,
    groupedBy,
    countsTime: false,
    ...(service && { service: service.service.name }),
    labels: withoutLabels(serviceLabels(service?.service.owner), by),
  };
  return define({ ...fields, total: rate(of), part, measured: { of, failed, good } }, origin);
}

/** An expression is grouped by what it aggregates by; one in LogQL, by nothing else than it must. */
function labelsOfQuery(query: Query, groupedBy: readonly string[]): readonly string[] {
  return query.language === "logql" ? groupedBy : [...new Set([...inferGrouping(query), ...groupedBy])];
}

/**
 * Lines per second, by some labels. Where nothing is logged, there is no rate of 0, as counters have: without labels, it is
 * added, so that a quiet hour is one without events, and not one without data.
 */
function sumLines(query: Query, by: readonly string[]): Query {
  if (query.language === "promql") return query;
  return by.length === 0 ? logql`sum(${query}) or vector(0)` : logql`sum by (${by}) (${query})`;
}

function withoutLabels(
  labels: Readonly<Record<string, Varying<string>>>,
  excluded: readonly string[],
): Readonly<Record<string, Varying<string>>> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !excluded.includes(label)));
}

function isCounted(value: object): boolean {
  const { capability, failed } = value as Partial<Http | Database>;
  return capability === "http" || (capability === "database" && failed !== undefined);
}

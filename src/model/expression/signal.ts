import { isDefinitionOf } from "../definition/definition.js";
import { Origin } from "../definition/origin.js";
import { Comparable, Query } from "./query.js";

export interface SignalFields {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly query: Query;
  readonly by: readonly string[];
  readonly legend?: string | undefined;
  readonly max?: number | undefined;
  /** The largest value of a result. Default: `max`. */
  readonly largest?: number | undefined;
  /** For a ratio or a quantile: the rate of the events it is computed from, grouped by the same labels. */
  readonly traffic?: Query | undefined;
  /** Default: the line that calls the constructor or the library. */
  readonly origin?: Origin;
}

/**
 * Something worth measuring, defined once and shown as a panel, a table column, a rule or an objective. Two signals with
 * the same `id` are the same signal, wherever they were defined.
 */
export class Signal extends Comparable {
  readonly kind = "signal";
  /** Identifies the signal by kind, metrics and labels: `errorRatio(user_http_requests_total) by (app)`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly query: Query;
  /** The labels of the result. */
  readonly by: readonly string[];
  /** The name of each series in a legend. */
  readonly legend: string;
  /** The largest possible value, if there is one: 1 for a ratio. */
  readonly max: number | undefined;
  /** The largest value of a result: `max`, or for a quantile the last bound of the buckets. */
  readonly largest: number | undefined;
  /** For a ratio or a quantile: the rate of the events it is computed from. */
  readonly traffic: Query | undefined;

  constructor({ id, title, description, unit, query, by, legend, max, largest, traffic, origin }: SignalFields) {
    super(origin ?? new Origin());
    const { language, chunks, holes } = query;
    this.id = id;
    this.title = title;
    this.description = description;
    this.unit = unit;
    const rate = traffic && { query: traffic, by };
    this.largest = largest ?? max;
    const facts = { signal: id, traffic: rate, by, largest: this.largest, quantity: { title, unit } };
    this.query = new Query({ language, chunks, holes, ...facts }, query.origin);
    this.by = by;
    this.legend = legend ?? (by.length === 0 ? title : by.map((label) => `{{${label}}}`).join(" "));
    this.max = max;
    this.traffic = traffic;
  }

  override toQuery(): Query {
    return this.query;
  }
}

export function isSignal(value: unknown): value is Signal {
  return isDefinitionOf(value, "signal");
}

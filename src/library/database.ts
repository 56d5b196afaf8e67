import type { Signal } from "../model/expression/signal.js";
import type { Database } from "../model/metric/capability.js";
import type { Counter, Histogram } from "../model/metric/metric.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/timeseries.js";
import { latencySignal } from "./distribution.js";
import type { Grouping, LabelOf } from "./grouping.js";
import { errorRatioSignal, rateSignal } from "./rate.js";

/** A database with a metric of failed operations. */
export type CountedDatabase = Database<Counter, object, Histogram | undefined>;

/** A database with a histogram of the duration of operations. */
export type TimedDatabase = Database<Counter, unknown, Histogram>;

/**
 * The rate of operations on a database, per second.
 *
 * @example
 * databaseRate(auth.db)
 */
export function databaseRate<const D extends Database>(db: D, { by }: Grouping<LabelOf<D["operations"]>> = {}): Signal {
  const texts = { title: "Database operations", description: "Operations on the database each second.", unit: "ops" };
  return rateSignal(db.operations, texts, by, db.operations);
}

/**
 * The share of operations that failed. The database needs a metric of failed operations.
 *
 * @example
 * databaseErrorRatio(orders.db).above(0.01)
 */
export function databaseErrorRatio<const D extends CountedDatabase>(
  db: D,
  { by }: Grouping<LabelOf<D["operations"]> & (D["failed"] extends Counter ? LabelOf<D["failed"]> : string)> = {},
): Signal {
  return errorRatioSignal(db.operations, db.failed, { title: "Database error ratio", events: "operations" }, by);
}

/**
 * A quantile of the duration of operations on a database: `0.95` for the 95th percentile.
 *
 * @example
 * databaseLatency(auth.db, 0.95)
 */
export function databaseLatency<const D extends TimedDatabase>(
  db: D,
  share: number,
  { by }: Grouping<LabelOf<D["duration"]>> = {},
): Signal {
  return latencySignal(db.duration, share, { title: "Database latency", events: "operations" }, by);
}

export interface DatabasePanelOptions {
  /**
   * The word for the database in titles, if a dashboard shows several: `"Archive"` gives "Archive operations".
   *
   * @default "Database"
   */
  readonly name?: string;
}

/**
 * Panels of a database: its rate of operations, its error ratio and its latency, as far as it has metrics for them.
 *
 * @example
 * row("Database", databasePanels(auth.db))
 */
export function databasePanels(
  db: Database,
  { name = "Database" }: DatabasePanelOptions = {},
): readonly TimeseriesPanel[] {
  const rate = databaseRate(db);
  const panels = [timeseries(`${name} operations`, rate, { description: rate.description, min: 0 })];
  if (isCounted(db)) {
    const ratio = databaseErrorRatio(db);
    panels.push(timeseries(`${name} errors`, ratio, { description: ratio.description, min: 0 }));
  }
  if (isTimed(db)) {
    const draws = { p50: databaseLatency(db, 0.5), p95: databaseLatency(db, 0.95) };
    const description = "How long half and 95 % of the operations took at most.";
    panels.push(timeseries(`${name} latency`, draws, { description, min: 0 }));
  }
  return panels;
}

function isCounted(db: Database): db is CountedDatabase {
  return db.failed !== undefined;
}

function isTimed(db: Database): db is TimedDatabase {
  return db.duration !== undefined;
}

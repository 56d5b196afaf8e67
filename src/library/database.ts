import type { Signal } from "../model/expression/signal.js";
import type { Database } from "../model/metric/capability.js";
import type { Counter, Histogram } from "../model/metric/metric.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/timeseries.js";
import { latencySignal } from "./distribution.js";
import { errorRatioSignal, rateSignal } from "./rate.js";
import type { LabelOf, Split } from "./split.js";

/** A database whose failed operations are counted. */
export type CountedDatabase = Database<Counter, object, Histogram | undefined>;

/** A database whose operations are timed. */
export type TimedDatabase = Database<Counter, unknown, Histogram>;

/**
 * Operations on the database each second.
 *
 * @example
 * databaseRate(auth.db)
 */
export function databaseRate<const D extends Database>(db: D, { by }: Split<LabelOf<D["operations"]>> = {}): Signal {
  const said = { title: "Database operations", description: "Operations on the database each second.", unit: "ops" };
  return rateSignal(db.operations, said, by, db.operations);
}

/**
 * The share of operations that failed. Only for a database that says which do.
 *
 * @example
 * databaseErrorRatio(orders.db).above(0.01)
 */
export function databaseErrorRatio<const D extends CountedDatabase>(
  db: D,
  { by }: Split<LabelOf<D["operations"]> & (D["failed"] extends Counter ? LabelOf<D["failed"]> : string)> = {},
): Signal {
  return errorRatioSignal(db.operations, db.failed, { title: "Database error ratio", what: "operations" }, by);
}

/**
 * A quantile of how long operations on the database take. Only for a database whose operations are timed.
 *
 * @example
 * databaseLatency(auth.db, 0.95)
 */
export function databaseLatency<const D extends TimedDatabase>(
  db: D,
  share: number,
  { by }: Split<LabelOf<D["duration"]>> = {},
): Signal {
  return latencySignal(db.duration, share, { title: "Database latency", what: "operations" }, by);
}

export interface DatabasePanelOptions {
  /** What the database is called, where a dashboard shows several: `"Archive"` gives "Archive operations". */
  readonly name?: string;
}

/**
 * What there is to see of a database: always the rate, the error ratio where failures are counted, the latency where
 * it is measured.
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

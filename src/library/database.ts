import type { Database } from "../model/capability.js";
import type { Counter, Histogram } from "../model/metric.js";
import { type Panel, timeseries } from "../model/panel.js";
import { signal } from "../model/promql.js";
import type { Signal } from "../model/signal.js";
import { quantile, quantileName } from "./distribution.js";
import { failedOf, failedShare, rateBy } from "./rate.js";
import { idOf, type LabelOf, legendOf, type Split, splitOf, textOf } from "./split.js";

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
  const split = splitOf(db.operations, by);
  return signal({
    id: idOf("rate", [db.operations], split),
    title: "Database operations",
    description: "Operations on the database each second.",
    unit: "ops",
    by: split,
    ...legendOf(db.operations, by),
    query: rateBy(db.operations, split),
  });
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
  const split = splitOf(db.operations, by);
  const failed = failedOf(db.operations, db.failed);
  return signal({
    id: idOf("errorRatio", [db.operations, failed], split),
    title: "Database error ratio",
    description: `Share of the operations that failed: ${textOf(failed)}.`,
    unit: "percentunit",
    max: 1,
    by: split,
    ...legendOf(db.operations, by),
    query: failedShare(db.operations, failed, split),
  });
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
  const measured: Signal = quantile<Histogram>(db.duration, share, by === undefined ? {} : { by });
  const title = `Database latency ${quantileName(share)}`;
  const description = `${quantileName(share).slice(1)} of 100 operations took no longer than this.`;
  return signal({ ...measured, title, description });
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
export function databasePanels(db: Database, { name = "Database" }: DatabasePanelOptions = {}): readonly Panel[] {
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

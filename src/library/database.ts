import { checkArguments } from "../model/definition/check-arguments.js";
import { number, type OptionTable, object, required, string } from "../model/definition/option-table.js";
import type { Signal } from "../model/expression/signal.js";
import type { Database, Distribution, EventSeries } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { capabilityShape, matchersShape } from "../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/charts/timeseries.js";
import { groupingShape } from "./arguments/shapes.js";
import { withOrigin } from "./arguments/with-origin.js";
import { latencySignal } from "./distribution.js";
import type { CommonLabels, Grouping, LabelOf, LabelsOf } from "./grouping.js";
import { narrow } from "./narrow.js";
import { errorRatioSignal, rateSignal } from "./rate.js";

/** A database with a metric of failed operations. */
export type CountedDatabase = Database<EventSeries, object, Distribution | undefined>;

/** A database with a histogram of the duration of operations. */
export type TimedDatabase = Database<EventSeries, unknown, Distribution>;

/**
 * The rate of operations on a database, per second.
 *
 * @example
 * databaseRate(auth.db)
 */
export function databaseRate<const D extends Database>(
  db: D,
  options: Grouping<LabelOf<D["operations"]>, LabelsOf<D["operations"]>> = {},
): Signal {
  const origin = checkArguments("databaseRate(…)", [
    ["db", db, required(capabilityShape("database"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { operations } = narrow<Database>(db, where);
  const texts = { title: "Database operations", description: "Operations on the database per second.", unit: "ops" };
  return rateSignal(operations, texts, by, origin);
}

/**
 * The share of operations that failed. The database needs a metric of failed operations.
 *
 * @example
 * databaseErrorRatio(orders.db).above(0.01)
 */
export function databaseErrorRatio<const D extends CountedDatabase>(
  db: D,
  options: Grouping<
    LabelOf<D["operations"]> & (D["failed"] extends EventSeries ? LabelOf<D["failed"]> : string),
    CommonLabels<D["operations"], D["failed"]>
  > = {},
): Signal {
  const origin = checkArguments("databaseErrorRatio(…)", [
    ["db", db, required(capabilityShape("database"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { operations, failed } = narrow<CountedDatabase>(db, where);
  return errorRatioSignal(operations, failed, { title: "Database error ratio", events: "operations" }, by, origin);
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
  options: Grouping<LabelOf<D["duration"]>, LabelsOf<D["duration"]>> = {},
): Signal {
  const origin = checkArguments("databaseLatency(…)", [
    ["db", db, required(capabilityShape("database"))],
    ["share", share, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { duration } = narrow<TimedDatabase>(db, where);
  return latencySignal(duration, share, { title: "Database latency", events: "operations" }, by, origin);
}

export interface DatabasePanelOptions<D extends Database = Database> {
  /**
   * The word for the database in titles, if a dashboard shows several: `"Archive"` gives "Archive operations".
   *
   * @default "Database"
   */
  readonly name?: string;
  /**
   * Selects series by labels that all its metrics have.
   *
   * @default all series of the service
   */
  readonly where?: Where<CommonLabels<{ readonly labels: CommonLabels<D["operations"], D["failed"]> }, D["duration"]>>;
}

const databasePanelOptions = {
  name: string,
  where: matchersShape,
} as const satisfies OptionTable<DatabasePanelOptions>;

/**
 * Panels of a database: its rate of operations, its error ratio and its latency, as far as it has metrics for them.
 *
 * @example
 * row("Database", databasePanels(auth.db))
 */
export function databasePanels<const D extends Database>(
  whole: D,
  options: DatabasePanelOptions<D> = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("databasePanels(…)", [
    ["whole", whole, required(capabilityShape("database"))],
    ["options", options, object(databasePanelOptions)],
  ]);
  const { name = "Database", where } = options;
  const db = narrow<Database>(whole, where as Where<Labels> | undefined);
  const rate = databaseRate(db);
  const panels = [timeseries(`${name} operations`, rate, { description: rate.description, min: 0 })];
  if (isCounted(db)) {
    const ratio = databaseErrorRatio(db);
    panels.push(timeseries(`${name} errors`, ratio, { description: ratio.description, min: 0 }));
  }
  if (isTimed(db)) {
    const draws = { p50: databaseLatency(db, 0.5), p95: databaseLatency(db, 0.95) };
    const description = "Half and 95 % of the operations took no longer than this.";
    panels.push(timeseries(`${name} latency`, draws, { description, min: 0 }));
  }
  return withOrigin(panels, origin);
}

function isCounted(db: Database): db is CountedDatabase {
  return db.failed !== undefined;
}

function isTimed(db: Database): db is TimedDatabase {
  return db.duration !== undefined;
}

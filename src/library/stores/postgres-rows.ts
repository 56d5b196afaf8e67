import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { stat } from "../../panels/kinds/numbers/stat.js";
import { redAbove, redBelow } from "../../panels/options/thresholds.js";
import { limitShape, postgresShape } from "../arguments/shapes.js";
import type { PostgresExporter } from "../exporters/postgres-exporter.js";
import { saturation, saturationPanels } from "../saturation.js";
import type { InstanceOptions } from "./instance-signal.js";
import { linePanel } from "./line-panel.js";
import {
  postgresCacheHits,
  postgresConnections,
  postgresIndexUse,
  postgresLongestTransaction,
  postgresReplicationLag,
  postgresRollbacks,
  postgresTransactions,
} from "./postgres.js";

export interface PostgresRowOptions extends InstanceOptions {
  /**
   * The share of the allowed connections from which their panel is red.
   *
   * @default 0.9
   */
  readonly connectionLimit?: Varying<number>;
  /**
   * The seconds for which a transaction may be open before its panel is red.
   *
   * @default 60
   */
  readonly transactionLimit?: Varying<number>;
}

const postgresRowOptions = {
  where: matchersShape,
  connectionLimit: limitShape,
  transactionLimit: limitShape,
} as const satisfies OptionTable<PostgresRowOptions>;

/**
 * Rows of a dashboard of PostgreSQL: connections, transactions, slow queries, the cache, tables and replication.
 *
 * @example
 * shop.dashboard("Database", { description: "Is PostgreSQL well?", rows: postgresRows(postgres) })
 */
export function postgresRows(postgres: PostgresExporter, options: PostgresRowOptions = {}): readonly Row[] {
  checkArguments("postgresRows(…)", [
    ["postgres", postgres, required(postgresShape)],
    ["options", options, object(postgresRowOptions)],
  ]);
  const { where, connectionLimit = 0.9, transactionLimit = 60 } = options;
  const selection: InstanceOptions = where === undefined ? {} : { where };
  const connections = saturation(postgresConnections(postgres, selection), { soft: 0.8, hard: connectionLimit });
  return [
    row("Now", nowPanels(postgres, selection)),
    row("Connections", [...saturationPanels(connections, { width: 8 }), statePanel(postgres, selection)]),
    row("Transactions", [
      linePanel(postgresTransactions(postgres, selection)),
      linePanel(postgresRollbacks(postgres, selection)),
      linePanel(postgresLongestTransaction(postgres, selection), redAbove(transactionLimit)),
    ]),
    row("Queries", queryPanels(postgres, selection)),
    row("Tables and indexes", [linePanel(postgresIndexUse(postgres, selection)), ...tablePanels(postgres, selection)]),
    row("Replication", [
      linePanel(postgresReplicationLag(postgres, selection), redAbove(60, { warn: 10 }), "No replica"),
    ]),
  ];
}

function nowPanels(postgres: PostgresExporter, { where = {} }: InstanceOptions): readonly Panel[] {
  const now = { width: 6 } as const;
  return [
    stat("Servers down", promql`count(${postgres.up.where(where)} == 0) or vector(0)`, {
      ...now,
      description: "Servers that the exporter cannot reach.",
      unit: "short",
      thresholds: redAbove(1),
    }),
    stat("Queries that run", promql`sum(${postgres.connection.count.where({ state: "active", ...where })})`, {
      ...now,
      description: "Connections that execute a query at this moment.",
      unit: "short",
      color: "none",
    }),
    stat("Size", promql`sum(${postgres.database.size.where(where)})`, {
      ...now,
      description: "Disk space of all databases.",
      unit: "bytes",
      color: "none",
    }),
    stat("Deadlocks in an hour", promql`sum(increase(${postgres.database.deadlocks.where(where)}[1h]))`, {
      ...now,
      description: "Transactions that were cancelled because they waited for one another.",
      unit: "short",
      decimals: 0,
      thresholds: redAbove(10, { warn: 1 }),
    }),
  ];
}

function statePanel(postgres: PostgresExporter, { where = {} }: InstanceOptions): TimeseriesPanel {
  const query = promql`sum by (state) (${postgres.connection.count.where(where)}) > 0`;
  return timeseries("Connections by state", query, {
    description: "Connections by what they do. Those that are idle in a transaction hold locks.",
    unit: "short",
    min: 0,
    stack: "normal",
    legend: "{{state}}",
  });
}

function queryPanels(postgres: PostgresExporter, selection: InstanceOptions): readonly Panel[] {
  const { where = {} } = selection;
  const { seconds, calls } = postgres.statement;
  const time = promql`sum by (datname, queryid) (rate(${seconds.where(where)}[${window}]))`;
  const count = promql`sum by (datname, queryid) (rate(${calls.where(where)}[${window}]))`;
  return [
    timeseries("Slowest statements", promql`topk(5, ${time} / (${count} > 0))`, {
      description: "Average time of the five slowest statements. It needs the extension pg_stat_statements.",
      unit: "s",
      min: 0,
      legend: "{{datname}} {{queryid}}",
    }),
    timeseries("Statements that take most time", promql`topk(5, ${time})`, {
      description: "Seconds of each second that the five most expensive statements take together.",
      unit: "percentunit",
      min: 0,
      legend: "{{datname}} {{queryid}}",
    }),
    linePanel(postgresCacheHits(postgres, selection), redBelow(0.9)),
  ];
}

function tablePanels(postgres: PostgresExporter, { where = {} }: InstanceOptions): readonly Panel[] {
  const { dead, live, size } = postgres.table;
  const table = ["datname", "relname"];
  return [
    timeseries("Largest tables", promql`topk(5, sum by (${table}) (${size.where(where)}))`, {
      description: "Disk space of the five largest tables.",
      unit: "bytes",
      min: 0,
      legend: "{{datname}} {{relname}}",
    }),
    timeseries(
      "Dead rows",
      promql`topk(5, sum by (${table}) (${dead.where(where)}) / (sum by (${table}) (${live.where(where)}) > 1000))`,
      {
        description: "Rows that were deleted or updated and still take space, for each row that is left.",
        unit: "percentunit",
        min: 0,
        legend: "{{datname}} {{relname}}",
        noValue: "No table has more than 1,000 rows",
      },
    ),
  ];
}

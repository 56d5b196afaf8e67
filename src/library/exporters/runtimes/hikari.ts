import { requireArguments } from "../../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import type { ExposedMetrics } from "../exposed.js";

/** The metrics of HikariCP, as a service exposes them. */
export type Hikari = ExposedMetrics<ReturnType<typeof hikariMetrics>>;

/** The approximate size of what an application uses HikariCP for. */
export interface HikariSize {
  /** Pools of one instance. @default 1 */
  readonly pools?: number;
}

const hikariSizeOptions = { pools: number } as const satisfies OptionTable<HikariSize>;

/**
 * The metrics of HikariCP, the pool of database connections of Spring Boot, under Micrometer.
 *
 * @example
 * export const orders = shop.service("orders", { ...springBoot(), pool: hikariMetrics() });
 */
export function hikariMetrics(size: HikariSize = {}) {
  requireArguments("hikariMetrics(…)", [["size", size, object(hikariSizeOptions)]]);
  const { pools = 1 } = size;
  const exporter = true;
  const labels = { pool: pools } as const;
  const count = (suffix: string, help: string) =>
    gauge(`hikaricp_connections${suffix}`, { help, unit: "short", labels, exporter });
  const timer = (name: string, help: string) =>
    summary(`hikaricp_connections_${name}_seconds`, { help, quantiles: [], labels, exporter });
  const longest = (name: string, help: string) =>
    gauge(`hikaricp_connections_${name}_seconds_max`, { help, labels, exporter });
  return {
    connections: count("", "Connections of a pool"),
    active: count("_active", "Connections in use"),
    idle: count("_idle", "Connections that are not in use"),
    pending: count("_pending", "Threads that wait for a connection"),
    maximum: count("_max", "Connections that a pool may have"),
    minimum: count("_min", "Connections that a pool keeps"),
    timeouts: counter("hikaricp_connections_timeout_total", {
      help: "Waits for a connection that were given up",
      unit: "short",
      labels,
      exporter,
    }),
    acquire: timer("acquire", "Wait for a connection"),
    longestAcquire: longest("acquire", "Longest recent wait for a connection"),
    usage: timer("usage", "Time that a connection is in use"),
    longestUsage: longest("usage", "Longest recent use of a connection"),
    creation: timer("creation", "Time to open a connection"),
    longestCreation: longest("creation", "Longest recent time to open a connection"),
  };
}

import { counter, gauge } from "../../model/metric/metric.js";

/** Metrics of the tables of PostgreSQL and of their indexes. */
export function tableMetrics(databases: number, tables: number) {
  const labels = { datname: databases, schemaname: 2, relname: tables } as const;
  const count = (name: string, help: string) => counter(`pg_stat_user_tables_${name}`, { help, unit: "short", labels });
  const rows = (name: string, help: string) => gauge(`pg_stat_user_tables_${name}`, { help, unit: "short", labels });
  const time = (name: string, help: string) => gauge(`pg_stat_user_tables_${name}`, { help, unit: "s", labels });
  const blocks = (name: string, help: string) =>
    counter(`pg_statio_user_tables_${name}`, { help, unit: "short", labels });
  return {
    size: gauge("pg_stat_user_tables_table_size_bytes", { help: "Disk space of a table", labels }),
    indexSize: gauge("pg_stat_user_tables_index_size_bytes", { help: "Disk space of the indexes of a table", labels }),
    sequentialScans: count("seq_scan", "Scans of a whole table"),
    sequentialRows: count("seq_tup_read", "Rows read by scans of a whole table"),
    indexScans: count("idx_scan", "Scans of an index of a table"),
    indexRows: count("idx_tup_fetch", "Rows found with an index"),
    inserted: count("n_tup_ins", "Rows inserted"),
    updated: count("n_tup_upd", "Rows updated"),
    deleted: count("n_tup_del", "Rows deleted"),
    live: rows("n_live_tup", "Rows of a table, about"),
    dead: rows("n_dead_tup", "Rows that were deleted or updated and still take space, about"),
    lastVacuum: time("last_autovacuum", "Time at which autovacuum last cleaned a table"),
    lastAnalyze: time("last_autoanalyze", "Time at which autovacuum last analyzed a table"),
    vacuums: count("autovacuum_count", "Runs of autovacuum on a table"),
    indexBlocksRead: blocks("idx_blocks_read", "Blocks of indexes read from disk"),
    indexBlocksHit: blocks("idx_blocks_hit", "Blocks of indexes found in the cache"),
    heapBlocksRead: blocks("heap_blocks_read", "Blocks of a table read from disk"),
    heapBlocksHit: blocks("heap_blocks_hit", "Blocks of a table found in the cache"),
  };
}

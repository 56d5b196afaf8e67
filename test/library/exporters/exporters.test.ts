import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  alertmanagerMetrics,
  blackboxExporter,
  nodeExporter,
  postgresExporter,
  processExporter,
  prometheusMetrics,
  pythonMetrics,
  redisExporter,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { type Expected, findDifferences } from "./compare.js";
import { startPostgres, startRedis } from "./databases.js";
import { readExpositionPage } from "./exposition-page.js";

const seconds = 1000;
const shop = system("shop", {});

/** How the catalogue of an exporter differs from its pages. */
async function differences(parts: object, pages: readonly string[], expected: Expected): Promise<string[]> {
  const { service } = shop.service("exporter", { ...parts });
  const texts = await Promise.all(pages.map(async (page) => (await fetch(page)).text()));
  return findDifferences(service.metrics, readExpositionPage(texts.join("\n")), expected);
}

/** Starts an exporter, and stops it when a function is done with its address. */
async function withExporter<Result>(
  command: (place: { readonly address: string; readonly folder: string }) => readonly string[],
  use: (url: string) => Promise<Result>,
  readyPath = "/metrics",
): Promise<Result> {
  const server = await startServerProcess({ readyPath, command });
  return use(server.url).finally(() => server.stop());
}

describe("a catalogue is what the installed exporter exposes:", () => {
  test.skipIf(missingCommand("prometheus-node-exporter"))("node_exporter", { timeout: 60 * seconds }, async () => {
    const found = await withExporter(
      ({ address }) => ["prometheus-node-exporter", `--web.listen-address=${address}`],
      (url) =>
        differences(nodeExporter(), [`${url}/metrics`], {
          newerLabels: ["device_error"],
          perhaps: {
            "needs a kernel that measures pressure": [
              ...["cpu_waiting", "io_waiting", "io_stalled", "memory_waiting", "memory_stalled"].map(
                (name) => `node_pressure_${name}_seconds_total`,
              ),
            ],
            "needs a kernel that tracks connections": ["node_nf_conntrack_entries", "node_nf_conntrack_entries_limit"],
            "needs a real network interface": ["node_network_speed_bytes"],
          },
        }),
    );
    expect(found, found.join("\n")).toEqual([]);
  });

  const missingRedis = missingCommand("prometheus-redis-exporter") ?? missingCommand("redis-server");
  test.skipIf(missingRedis)("redis_exporter", { timeout: 60 * seconds }, async () => {
    const redis = await startRedis();
    const address = new URL(redis.url).host;
    await send(address, "SET cart 3 EX 600\r\nGET cart\r\nGET gone\r\nNOSUCHCOMMAND\r\nPING\r\n", "PONG");
    const found = await withExporter(
      (place) => [
        "prometheus-redis-exporter",
        `--redis.addr=redis://${address}`,
        `--web.listen-address=${place.address}`,
      ],
      (url) =>
        differences(redisExporter(), [`${url}/metrics`], {
          newerLabels: ["master_replid"],
          perhaps: {
            "needs a replica": [
              "redis_connected_slave_lag_seconds",
              "redis_connected_slave_offset_bytes",
              "redis_master_link_up",
            ],
          },
        }),
    ).finally(() => redis.stop());
    expect(found, found.join("\n")).toEqual([]);
  });

  const missingPostgres = missingCommand("prometheus-postgres-exporter") ?? missingCommand("postgres");
  test.skipIf(missingPostgres)("postgres_exporter", { timeout: 120 * seconds }, async () => {
    const postgres = await startPostgres();
    const source = `postgresql://postgres@${new URL(postgres.url).host}/postgres?sslmode=disable`;
    const found = await withExporter(
      ({ address }) => [
        ...["env", `DATA_SOURCE_NAME=${source}`, "prometheus-postgres-exporter"],
        ...[`--web.listen-address=${address}`],
      ],
      (url) => differences(postgresExporter(), [`${url}/metrics`], olderPostgresExporter),
    ).finally(() => postgres.stop());
    expect(found, found.join("\n")).toEqual([]);
  });

  test.skipIf(missingCommand("prometheus-blackbox-exporter"))(
    "blackbox_exporter",
    { timeout: 60 * seconds },
    async () => {
      const found = await withExporter(
        ({ address, folder }) => {
          const config = join(folder, "blackbox.yml");
          writeFileSync(config, "modules: { http: { prober: http } }\n");
          return ["prometheus-blackbox-exporter", `--config.file=${config}`, `--web.listen-address=${address}`];
        },
        (url) =>
          differences(blackboxExporter(), [`${url}/metrics`, `${url}/probe?module=http&target=${url}/-/healthy`], {
            perhaps: { "needs an encrypted address": ["probe_ssl_earliest_cert_expiry"] },
          }),
      );
      expect(found, found.join("\n")).toEqual([]);
    },
  );

  test.skipIf(missingCommand("prometheus-process-exporter"))(
    "process-exporter",
    { timeout: 60 * seconds },
    async () => {
      const found = await withExporter(
        ({ address, folder }) => {
          const config = join(folder, "process.yml");
          writeFileSync(config, `process_names: [{ name: "{{.Comm}}", cmdline: [".+"] }]\n`);
          return ["prometheus-process-exporter", `--config.path=${config}`, `--web.listen-address=${address}`];
        },
        (url) => differences(processExporter(), [`${url}/metrics`], {}),
      );
      expect(found, found.join("\n")).toEqual([]);
    },
  );

  test.skipIf(missingTool("prometheus"))("Prometheus and the runtime of Go", { timeout: 60 * seconds }, async () => {
    const found = await withExporter(
      ({ address, folder }) => {
        writeFileSync(
          join(folder, "rules.yml"),
          "groups: [{ name: a, rules: [{ record: b:c:d, expr: vector(1) }] }]\n",
        );
        const config = join(folder, "prometheus.yml");
        writeFileSync(
          config,
          `global: { scrape_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["${address}"] }] }] }
remote_write: [{ url: "http://${address}/nowhere" }]
scrape_configs: [{ job_name: prometheus, static_configs: [{ targets: ["${address}"] }] }]
`,
        );
        const storage = `--storage.tsdb.path=${join(folder, "data")}`;
        return [
          "prometheus",
          `--config.file=${config}`,
          storage,
          `--web.listen-address=${address}`,
          "--log.level=error",
        ];
      },
      async (url) => {
        await untilPageHas(`${url}/metrics`, ["prometheus_notifications_sent_total{", "samples_appended_total{"]);
        return differences(prometheusMetrics(), [`${url}/metrics`], {
          newerLabels: ["tags"],
          perhaps: {
            "appears once a sample was sent": ["prometheus_remote_storage_queue_highest_sent_timestamp_seconds"],
          },
        });
      },
      "/-/ready",
    );
    expect(found, found.join("\n")).toEqual([]);
  });

  test.skipIf(missingTool("prometheus-alertmanager"))("Alertmanager", { timeout: 60 * seconds }, async () => {
    const found = await withExporter(
      ({ address, folder }) => {
        const config = join(folder, "alertmanager.yml");
        writeFileSync(config, "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n");
        return [
          ...["prometheus-alertmanager", `--config.file=${config}`, `--storage.path=${folder}`],
          ...[`--web.listen-address=${address}`, "--cluster.listen-address=127.0.0.1:0"],
        ];
      },
      (url) => differences(alertmanagerMetrics(), [`${url}/metrics`], { newerLabels: ["tags", "reason"] }),
      "/-/ready",
    );
    expect(found, found.join("\n")).toEqual([]);
  });

  const python = ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import prometheus_client"]).status === 0,
  );
  if (python === undefined) console.log("skipped: the client library of Python is not installed");
  test.skipIf(python === undefined)("the runtime of Python", { timeout: 60 * seconds }, () => {
    const script = "import prometheus_client; print(prometheus_client.generate_latest().decode())";
    const page = readExpositionPage(execFileSync(python!, ["-c", script], { encoding: "utf8" }));
    const { service } = shop.service("api", { runtime: pythonMetrics() });
    expect(findDifferences(service.metrics, page, {})).toEqual([]);
  });
});

/** Debian has postgres_exporter 0.11, which measures less and adds the server as a label; the catalogue is of 0.20. */
const olderPostgresExporter: Expected = {
  formerLabels: ["server"],
  newerLabels: ["usename", "application_name", "backend_type", "wait_event_type", "wait_event"],
  newer: {
    "0.12 and later": [
      ...["pg_database_connection_limit", "pg_wal_segments", "pg_wal_size_bytes"],
      ...["pg_replication_lag_seconds", "pg_replication_is_replica", "pg_replication_slots_active"],
      ...["pg_long_running_transactions", "pg_long_running_transactions_oldest_timestamp_seconds"],
      ...["seq_scan", "seq_tup_read", "idx_scan", "idx_tup_fetch", "n_tup_ins", "n_tup_upd", "n_tup_del"].map(ofTables),
      ...["n_live_tup", "n_dead_tup", "last_autovacuum", "last_autoanalyze", "autovacuum_count"].map(ofTables),
      ...["table_size_bytes", "index_size_bytes"].map(ofTables),
      ...["idx_blocks_read", "idx_blocks_hit", "heap_blocks_read", "heap_blocks_hit"].map(ofTableBlocks),
      ...["calls", "seconds", "rows", "block_read_seconds", "block_write_seconds"].map(ofStatements),
    ],
  },
  perhaps: { "needs a replica": ["pg_stat_replication_pg_wal_lsn_diff", "pg_replication_slots_pg_wal_lsn_diff"] },
};

function ofTables(name: string): string {
  return `pg_stat_user_tables_${name}`;
}

function ofTableBlocks(name: string): string {
  return `pg_statio_user_tables_${name}`;
}

function ofStatements(name: string): string {
  return `pg_stat_statements_${name}_total`;
}

/** Waits until a page has some texts. */
async function untilPageHas(page: string, texts: readonly string[]): Promise<void> {
  for (;;) {
    const found = await (await fetch(page)).text();
    if (texts.every((text) => found.includes(text))) return;
    await pause(200);
  }
}

/** The reason to skip tests that need a command, which is printed; undefined where it is installed. */
function missingCommand(command: string): string | undefined {
  if (!spawnSync(command, ["--version"]).error) return undefined;
  console.log(`skipped: ${command} is not installed`);
  return `${command} is not installed`;
}

/** Sends commands to Redis, and waits for the last answer. */
async function send(address: string, commands: string, last: string): Promise<void> {
  const [host, port] = address.split(":");
  const socket = createConnection(Number(port), host);
  await new Promise<void>((resolve, reject) => {
    let answers = "";
    socket.on("data", (data) => {
      answers += data;
      if (answers.includes(last)) resolve();
    });
    socket.once("error", reject);
    socket.write(commands);
  }).finally(() => socket.destroy());
}

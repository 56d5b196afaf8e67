import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ServerProcess, startServerProcess } from "../oracles/server-process.js";

/** An empty Prometheus server for one test. */
export type PrometheusServer = Pick<ServerProcess, "url" | "stop">;

/** Accepts samples of any age by remote write, and keeps them. */
const configuration = `
global: { scrape_interval: 1m }
storage: { tsdb: { out_of_order_time_window: 3650d } }
`;

/** Starts a server on a free port and waits until it is ready; `flags` are added to its command line. */
export function startPrometheus(flags: readonly string[] = []): Promise<PrometheusServer> {
  return startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const config = join(folder, "prometheus.yml");
      writeFileSync(config, configuration);
      return [
        "prometheus",
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        "--storage.tsdb.retention.time=100y",
        "--web.enable-remote-write-receiver",
        "--enable-feature=native-histograms",
        `--web.listen-address=${address}`,
        "--log.level=error",
        ...flags,
      ];
    },
  });
}

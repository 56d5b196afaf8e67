import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** An empty Prometheus server for one test. */
export interface PrometheusServer {
  readonly url: string;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

/** Accepts samples of any age by remote write, and keeps them. */
const configuration = `
global: { scrape_interval: 1m }
storage: { tsdb: { out_of_order_time_window: 3650d } }
`;

const maxAttempts = 5;

/** Starts a server on a free port and waits until it is ready; `flags` are added to its command line. */
export async function startPrometheus(flags: readonly string[] = []): Promise<PrometheusServer> {
  for (let attempt = 1; ; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), "telltale-prometheus-"));
    const config = join(folder, "prometheus.yml");
    writeFileSync(config, configuration);
    const url = `127.0.0.1:${await findFreePort()}`;
    const server = spawn("prometheus", [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      "--storage.tsdb.retention.time=100y",
      "--web.enable-remote-write-receiver",
      "--enable-feature=native-histograms",
      `--web.listen-address=${url}`,
      "--log.level=error",
      ...flags,
    ]);
    const output: string[] = [];
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => output.push(String(data)));
    const kill = (): boolean => server.kill("SIGKILL");
    process.once("exit", kill);
    const stop = async (): Promise<void> => {
      process.off("exit", kill);
      if (server.exitCode === null && server.signalCode === null) {
        kill();
        await once(server, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    };
    if (await waitUntilReady(server, `http://${url}`)) return { url: `http://${url}`, stop };
    await stop();
    // Another process may have taken the port in between.
    if (attempt === maxAttempts) throw new Error(`Prometheus did not start: ${output.join("")}`);
  }
}

async function findFreePort(): Promise<number> {
  const listener = createServer();
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

const startTimeout = 30_000;

async function waitUntilReady(server: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + startTimeout;
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const answered = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      // Not listening yet.
      () => false,
    );
    if (answered) return true;
    await pause(50);
  }
  return false;
}

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startPostgres, startRedis } from "../library/exporters/databases.js";
import { type ServerProcess, startServerProcess } from "../oracles/server-process.js";

/** A real exporter, by the job that scrapes it. */
interface RealExporter {
  readonly job: string;
  /** The commands that must be installed. */
  readonly commands: readonly string[];
  /** Starts the server that it reads, if it reads one. */
  startServer?(): Promise<ServerProcess>;
  /** Its command, for the address of that server. */
  command(address: string, server: string): readonly string[];
}

const exporters: readonly RealExporter[] = [
  {
    job: "node-exporter",
    commands: ["prometheus-node-exporter"],
    command: (address) => ["prometheus-node-exporter", `--web.listen-address=${address}`],
  },
  {
    job: "redis-exporter",
    commands: ["prometheus-redis-exporter", "redis-server"],
    startServer: startRedis,
    command: (address, server) => [
      ...["prometheus-redis-exporter", `--redis.addr=redis://${server}`, `--web.listen-address=${address}`],
    ],
  },
  {
    job: "postgres-exporter",
    commands: ["prometheus-postgres-exporter", "postgres"],
    startServer: startPostgres,
    command: (address, server) => [
      ...["env", `DATA_SOURCE_NAME=postgresql://postgres@${server}/postgres?sslmode=disable`],
      ...["prometheus-postgres-exporter", `--web.listen-address=${address}`],
    ],
  },
];

/** Exporters whose commands are installed. Prints which of them are synthetic instead. */
export const installedExporters = exporters.filter(({ job, commands }) => {
  const missing = commands.find((command) => spawnSync(command, ["--version"]).error !== undefined);
  if (missing !== undefined) console.log(`the ${job} is synthetic: ${missing} is not installed`);
  return missing === undefined;
});

/** Starts an exporter with the server that it reads. */
export async function startRealExporter(
  { startServer, command }: RealExporter,
  keep: (one: ServerProcess) => ServerProcess,
): Promise<ServerProcess> {
  const server = startServer && keep(await startServer());
  const host = server ? new URL(server.url).host : "";
  return keep(await startServerProcess({ readyPath: "/metrics", command: ({ address }) => command(address, host) }));
}

/** A page of a real exporter, with the metrics that its release does not have from a synthetic page. */
export interface CompletedPage {
  readonly url: URL;
  /** Names of series of the synthetic page that the real one does not have. */
  readonly added: ReadonlySet<string>;
  stop(): Promise<void>;
}

export async function startCompletedPage(real: URL, synthetic: URL): Promise<CompletedPage> {
  const added = new Set<string>();
  const server = createServer(async (_, response) => {
    try {
      const [own, other] = await Promise.all([real, synthetic].map(async (page) => (await fetch(page)).text()));
      const names = new Set(own!.split("\n").map(nameOf));
      const rest = other!
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#") && !names.has(nameOf(line)));
      for (const line of rest) added.add(nameOf(line));
      response.setHeader("Content-Type", "text/plain; version=0.0.4").end(`${own}${rest.join("\n")}\n`);
    } catch {
      response.socket?.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`),
    added,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function nameOf(line: string): string {
  return /^[a-zA-Z_:][\w:]*/.exec(line)?.[0] ?? "";
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const binary = "prometheus-alertmanager";

/** The reason to skip tests that start Alertmanager; undefined where it is installed. */
export function missingAlertmanager(): string | undefined {
  if (spawnSync(binary, ["--version"]).status === 0) return undefined;
  const reason = `${binary} is not installed`;
  console.log(`skipped: ${reason}`);
  return reason;
}

/** An HTTP server that collects the JSON it is sent, and answers as Slack does. */
export async function startInbox(onReceive: (path: string, body: unknown) => void = () => {}) {
  const received: { readonly path: string; readonly body: unknown }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      received.push({ path: request.url!, body });
      onReceive(request.url!, body);
      response.writeHead(request.url === "/pagerduty" ? 202 : 200, { "Content-Type": "text/plain" }).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received, stop: () => void server.close() };
}

/** Starts Alertmanager with these files, of which the first is its configuration. */
export async function startAlertmanager(
  files: Readonly<Record<string, string>>,
  externalUrl: string,
  moreFlags: readonly string[] = [],
) {
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replaceAll("/etc/alertmanager/secrets", join(folder, "secrets")));
  }
  const port = await freePort();
  const flags = [
    `--config.file=${join(folder, Object.keys(files)[0]!)}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.external-url=${externalUrl}`,
    "--web.route-prefix=/",
    "--cluster.listen-address=",
    ...moreFlags,
  ];
  const child = spawn(binary, flags, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await waitFor(async () => {
    if (child.exitCode !== null) throw new Error(`Alertmanager ended:\n${log}`);
    return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
  });
  return {
    send: async (alerts: readonly object[]) => {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`${url}/api/v2/alerts`, { method: "POST", headers, body: JSON.stringify(alerts) });
      if (!response.ok) throw new Error(await response.text());
    },
    url,
    log: () => log,
    stop: () => stop(child, folder),
  };
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until the condition holds, for ten seconds at most. */
export async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("gave up after ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

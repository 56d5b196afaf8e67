import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A server that a test started, in a temporary folder of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly folder: string;
  /** Everything that it has logged. */
  logs(): string;
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The command with its arguments. */
  command(place: { readonly address: string; readonly folder: string }): readonly string[];
  /** Path that answers with success once the server is ready. Without one, it is ready once it accepts connections. */
  readonly readyPath?: string;
}

const maxAttempts = 5;

/** Starts a server on a free port of the loopback interface and waits until it is ready. */
export async function startServerProcess({ command, readyPath }: ServerOptions): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), "telltale-server-"));
    const address = `127.0.0.1:${await findFreePort()}`;
    const server = spawnWithOwner(folder, command({ address, folder }));
    const output: string[] = [];
    for (const stream of [server.stdout!, server.stderr!]) stream.on("data", (data) => output.push(String(data)));
    const logs = () => output.join("");
    const stop = async (): Promise<void> => {
      server.stdin!.end();
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
    };
    const url = `http://${address}`;
    const isReady = readyPath === undefined ? () => accepts(address) : () => answers(`${url}${readyPath}`);
    if (await waitUntilReady(server, isReady)) return { url, folder, logs, stop };
    await stop();
    // Another process may have taken the port in between.
    if (attempt === maxAttempts) throw new Error(`the server did not start: ${logs()}`);
  }
}

/**
 * Spawns a command that ends with this process, however this one ends: the system closes the standard input of the shell
 * around it even after SIGKILL. Ctrl-C reaches the shell, too, which must live to delete the folder.
 */
function spawnWithOwner(folder: string, command: readonly string[]): ChildProcess {
  const script = `
    trap '' INT TERM HUP PIPE
    folder=$1
    shift
    "$@" </dev/null &
    server=$!
    exec 3<&0
    (read -r _ <&3; kill -KILL $server) >/dev/null 2>&1 &
    owner=$!
    wait $server
    kill -KILL $owner 2>/dev/null
    rm -rf "$folder"`;
  endWithRunner();
  return spawn("sh", ["-c", script, "sh", folder, ...command], { stdio: ["pipe", "pipe", "pipe"] });
}

let isBound = false;

/** Ends this process if the test runner that has forked it is killed. */
function endWithRunner(): void {
  if (!isBound) process.once("disconnect", () => process.exit(1));
  isBound = true;
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

async function waitUntilReady(server: ChildProcess, isReady: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + startTimeout;
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    if (await isReady()) return true;
    await pause(50);
  }
  return false;
}

/** True if a request is answered with success; false while nothing listens. */
function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** True if a connection is accepted. */
function accepts(address: string): Promise<boolean> {
  const [host, port] = address.split(":");
  const socket = connect(Number(port), host);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

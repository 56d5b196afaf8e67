import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Dispatcher } from "undici";
import { durationMs } from "../../model/definition/duration.js";
import type { ConnectionOptions } from "../../model/project/connection.js";
import { SyncError } from "../sync-error.js";
import { readAuthorization } from "./authorization.js";
import { HttpClient } from "./client.js";
import { readCredential } from "./secret-value.js";

/** Opens a client for the server of a target, without connecting yet. */
export function openClient(
  url: string,
  options: ConnectionOptions,
  root: string,
  headers: Readonly<Record<string, string>> = {},
  maxBytes?: number,
): HttpClient {
  const address = readAddress(url);
  return new HttpClient({
    url: address,
    authorization: readAuthorization(address, options, root),
    dispatcher: () => openDispatcher(options, root),
    headers: { "user-agent": "telltale", accept: "application/json", ...headers },
    proxy: options.proxy,
    timeout: durationMs(options.timeout ?? "30s") ?? 30_000,
    maxBytes,
  });
}

function readAddress(url: string): string {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new SyncError(`"${url}" is not the address of a server`, "write one such as https://grafana.example.com");
  }
  const { username, password, search, hash } = new URL(url);
  if (username !== "" || password !== "") {
    throw new SyncError("the address of a target has credentials in it", "use `token` or `basic` of the target");
  }
  if (search !== "" || hash !== "") throw new SyncError(`the address ${url} has more than a path`, "remove ? and #");
  return url;
}

/** Loads undici, which is needed only to talk to servers. */
async function openDispatcher(options: ConnectionOptions, root: string): Promise<Dispatcher> {
  const { EnvHttpProxyAgent, ProxyAgent } = await import("undici");
  const tls = {
    ...(options.ca !== undefined && { ca: readPem(options.ca, root) }),
    ...(options.certificate !== undefined && { cert: readPem(options.certificate, root) }),
    ...(options.key !== undefined && { key: readCredential(options.key, root).reveal() }),
  };
  const common = { connect: { ...tls, timeout: 10_000 }, requestTls: tls, connections: 16 };
  if (options.proxy === undefined) return new EnvHttpProxyAgent(common);
  return new ProxyAgent({ ...common, uri: options.proxy });
}

function readPem(path: string, root: string): string {
  try {
    return readFileSync(resolve(root, path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SyncError(`the certificate "${path}" cannot be read`, "correct its path or permissions");
  }
}

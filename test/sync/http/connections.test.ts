import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { ConnectionOptions } from "../../../src/model/project/connection.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { createCertificates } from "./certificates.js";
import { startProxy } from "./proxy.js";

const isMissing = spawnSync("openssl", ["version"]).status !== 0;
if (isMissing) console.log("skipped: openssl is not installed");
const token = { kind: "secret", name: "CONNECTION_TOKEN" } as const;
vi.stubEnv("CONNECTION_TOKEN", "hush-token");

/** Starts a server with TLS that answers with the name of its client, and remembers credentials. */
async function startTls(options: ServerOptions = {}) {
  const { folder, ca, server: own } = createCertificates();
  const authorizations: (string | undefined)[] = [];
  const server = createServer({ ...own, ca, ...options }, ({ headers, socket }, response) => {
    authorizations.push(headers.authorization);
    response.end((socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? "nobody");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const get = async (connection: ConnectionOptions) =>
    (await openClient(url, { timeout: "5s", ...connection }, folder).get("/x")).text;
  return { url, folder, authorizations, get };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv("CONNECTION_TOKEN", "hush-token");
});

describe.skipIf(isMissing)("a server with a certificate of its own authority", () => {
  test("is trusted with that authority, and not without", async () => {
    const { authorizations, get } = await startTls();
    expect(await get({ token, ca: "ca.pem" })).toBe("nobody");
    await expect(get({ token })).rejects.toMatchObject({
      message: expect.stringMatching(/self-signed|unable to (?:get|verify)/),
      fix: "set `ca` of the target to the certificates of its authority",
    });
    expect(authorizations).toEqual(["Bearer hush-token"]);
  });

  test("that asks for one of the client gets it, with its key from a file or the environment", async () => {
    const { folder, get } = await startTls({ requestCert: true, rejectUnauthorized: true });
    const certificate = "client.pem";
    const key = { kind: "secret", name: "client.key", path: "client.key" } as const;
    expect(await get({ ca: "ca.pem", certificate, key })).toBe("telltale");
    vi.stubEnv("CLIENT_KEY", readFileSync(join(folder, "client.key"), "utf8"));
    const fromEnvironment = { kind: "secret", name: "CLIENT_KEY" } as const;
    expect(await get({ ca: "ca.pem", certificate, key: fromEnvironment })).toBe("telltale");
    await expect(get({ ca: "ca.pem" })).rejects.toThrow(/certificate required|ECONNRESET|socket|closed/);
  });

  test("is reached through a proxy, which sees no credentials", async () => {
    const { url, authorizations, get } = await startTls({ requestCert: true });
    const proxy = await startProxy();
    const key = { kind: "secret", name: "client.key", path: "client.key" } as const;
    const options = { token, ca: "ca.pem", certificate: "client.pem", key, proxy: proxy.url };
    expect(await get(options)).toBe("telltale");
    expect(authorizations).toEqual(["Bearer hush-token"]);
    expect(proxy.requests).toMatchObject([{ target: url.slice("https://".length) }]);
    expect(JSON.stringify(proxy.requests)).not.toContain("hush-token");
  });

  test("is reached through the proxy of the environment, unless that excludes it", async () => {
    const { get } = await startTls();
    const proxy = await startProxy();
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", "");
    expect(await get({ ca: "ca.pem" })).toBe("nobody");
    expect(proxy.requests).toHaveLength(1);
    vi.stubEnv("NO_PROXY", "localhost");
    expect(await get({ ca: "ca.pem" })).toBe("nobody");
    expect(proxy.requests).toHaveLength(1);
  });

  test("is not asked if the file of an authority or of a certificate cannot be read", async () => {
    const { authorizations, get } = await startTls();
    await expect(get({ ca: "nowhere.pem" })).rejects.toThrow('the certificate "nowhere.pem" cannot be read');
    expect(authorizations).toEqual([]);
  });
});

test("a proxy that is down is named", async () => {
  const server = createPlainServer((_, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openClient(url, { proxy: "http://127.0.0.1:9", timeout: "5s" }, ".");
  await expect(client.send({ method: "POST", path: "/x" })).rejects.toThrow("through the proxy http://127.0.0.1:9");
});

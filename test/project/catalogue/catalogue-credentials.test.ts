import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const secret = "s3cret-of-the-catalogue";
const basic = Buffer.from(`reader:${secret}`).toString("base64");

const rules = `groups:
  - name: a
    rules:
      - { record: "cart:a:sum", expr: 'sum(rate(cart_requests_total{job="chekout"}[5m]))' }
`;

function check(...args: readonly string[]) {
  return run("check", "--no-cache", "rules.yml", ...args);
}

/** Runs a command. The secret must never be in what it prints. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: temporaryFolder({ "rules.yml": rules }),
    env: { ...process.env, READER: secret },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  for (const hidden of [secret, basic]) expect(stdout + stderr).not.toContain(hidden);
  return { stdout, stderr, code: child.exitCode };
}

const answers: Readonly<Record<string, unknown>> = {
  "/api/v1/metadata": { cart_requests_total: [{ type: "counter", help: "", unit: "" }] },
  "/api/v1/label/__name__/values": ["cart_requests_total"],
  "/api/v1/labels": ["__name__", "job"],
  "/api/v1/label/job/values": ["checkout"],
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answerAll: Answer = ({ url = "" }, response) => {
  const data = answers[url.replace(/\?.*/, "")];
  response.end(JSON.stringify({ status: "success", data }));
};

async function serve(answer: Answer = answerAll) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const token = ["--catalogue-token", "READER"];
const misspelt = 'has no cart_requests_total with job="chekout"';

describe("credentials of --catalogue", { timeout: 60_000 }, () => {
  test.each([
    ["a token", token, `Bearer ${secret}`],
    ["a user", ["--catalogue-user", "reader", "--catalogue-password", "READER"], `Basic ${basic}`],
  ])("%s is sent with every request, with the tenant", async (_, flags, expected) => {
    const { url, requests } = await serve();
    const { stdout, code } = await check(
      "--catalogue",
      url,
      ...flags,
      "--catalogue-tenant",
      "shop",
      "--format",
      "json",
    );
    expect(code).toBe(0);
    expect(stdout).toContain(JSON.stringify(misspelt).slice(1, -1));
    expect(requests.map((request) => request.url?.replace(/\?.*/, ""))).toEqual(Object.keys(answers));
    for (const { headers } of requests) {
      expect([headers.authorization, headers["x-scope-orgid"]]).toEqual([expected, "shop"]);
    }
  });

  test.each([
    ["an error", 403, (sent: string) => JSON.stringify({ error: `not allowed: ${sent}` })],
    ["a page that cannot be parsed", 200, (sent: string) => `x{${sent}`],
  ])("the server cannot have them printed by %s", async (_, status, body) => {
    const { url } = await serve((request, response) => {
      response.writeHead(status).end(body(request.headers.authorization ?? ""));
    });
    for (const address of [url, `${url}/metrics`]) {
      expect(await check("--catalogue", address, ...token)).toMatchObject({ code: 2, stdout: "" });
    }
  });

  test("are not sent to where the server redirects", async () => {
    const other = await serve();
    const { url } = await serve((request, response) => {
      response.writeHead(307, { location: `${other.url}${request.url}` }).end();
    });
    expect((await check("--catalogue", url, ...token)).code).toBe(2);
    expect(other.requests).toEqual([]);
  });

  test("are for one server", async () => {
    const [one, other] = [await serve(), await serve()];
    const { code, stderr } = await check("--catalogue", one.url, "--catalogue", other.url, ...token);
    expect([code, stderr]).toEqual([2, expect.stringContaining("are for one server")]);
    expect([one.requests, other.requests]).toEqual([[], []]);
    expect((await check("--catalogue", one.url, "--catalogue", `${one.url}/api/v1`, ...token)).code).toBe(0);
  });

  test("are not sent in clear to another host", async () => {
    const { code, stderr } = await check("--catalogue", "http://prometheus.example.com", ...token);
    expect([code, stderr]).toEqual([2, expect.stringContaining("would be sent in clear")]);
  });

  test.each([
    ["the secret itself", ["--catalogue-token", secret], "names an environment variable that is not set"],
    ["a user without a password", ["--catalogue-user", "reader"], "belong together"],
    [
      "a token and a user",
      [...token, "--catalogue-user", "a", "--catalogue-password", "READER"],
      "give --catalogue-token, or",
    ],
  ])("%s is refused", async (_, flags, message) => {
    const { code, stderr } = await check("--catalogue", "http://127.0.0.1:1", ...flags);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test("need a catalogue", async () => {
    expect(await check(...token)).toMatchObject({ code: 2, stderr: expect.stringContaining("--catalogue") });
  });
});

describe("values of labels that cannot be read", { timeout: 60_000 }, () => {
  test.each([
    ["the server refuses", 422, { status: "error", error: "too many" }, "422 too many"],
    ["the list is cut", 200, { status: "success", data: ["checkout"], warnings: ["results truncated"] }, ""],
    ["the answer is too large", 200, { status: "success", data: ["a".repeat(2_000_000)] }, ""],
  ])("nothing is claimed where %s", async (_, status, body, note) => {
    const { url } = await serve((request, response) => {
      if (request.url?.startsWith("/api/v1/label/job/")) response.writeHead(status).end(JSON.stringify(body));
      else answerAll(request, response);
    });
    const { stdout, stderr, code } = await check("--catalogue", url);
    expect(code).toBe(0);
    expect(stdout).not.toContain("unknown-label-value");
    expect(stderr).toContain(note);
  });
});

describe("credentials of telltale catalogue", { timeout: 60_000 }, () => {
  const page: Answer = (_, response) => response.end("# TYPE orders_total counter\norders_total 1\n");

  test.each([
    ["a token", ["--token", "READER"], `Bearer ${secret}`],
    ["a user", ["--user", "reader", "--password", "READER"], `Basic ${basic}`],
  ])("%s is sent, with the tenant", async (_, flags, expected) => {
    const { url, requests } = await serve(page);
    const imported = await run("catalogue", "import", "--from", `${url}/metrics`, ...flags, "--tenant", "shop");
    expect(imported).toMatchObject({ code: 0, stderr: "" });
    expect(imported.stdout).toContain('counter("orders_total"');
    expect(requests.map(({ headers }) => [headers.authorization, headers["x-scope-orgid"]])).toEqual([
      [expected, "shop"],
    ]);
  });

  test("half of them is a usage error", async () => {
    const { stderr, code } = await run("catalogue", "import", "--from", "http://127.0.0.1:1", "--user", "reader");
    expect(stderr).toContain("--user and --password belong together");
    expect(code).toBe(2);
  });
});

describe("telltale unused", { timeout: 60_000 }, () => {
  const one = (name: string, job: string, count: string) => ({ metric: { __name__: name, job }, value: [1, count] });
  const counted: Answer = (request, response) => {
    if (!request.url!.startsWith("/api/v1/query?")) return answerAll(request, response);
    const result = [one("cart_requests_total", "cart", "7"), one("cart_open", "cart", "3")];
    response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
  };

  test("asks a server for its metrics and their series, as the user and the tenant", async () => {
    const { url, requests } = await serve(counted);
    const { stdout, code } = await run("unused", "rules.yml", "--from", url, "--token", "READER", "--tenant", "shop");
    expect(stdout).toBe(
      `${url} has 2 metrics with 10 series; the file does not use 1 metric with 3 series, 30 % of the series:\n\n` +
        "  series  metric\n       3  cart_open  of cart\n",
    );
    expect(code).toBe(0);
    expect(requests.map(({ headers }) => [headers.authorization, headers["x-scope-orgid"]])).toEqual(
      requests.map(() => [`Bearer ${secret}`, "shop"]),
    );
    expect(decodeURIComponent(requests.at(-1)!.url!)).toBe(
      '/api/v1/query?query=count by (__name__, job) ({__name__=~"cart_requests_total"})',
    );
  });

  test("stops where the server does not count", async () => {
    const { url } = await serve();
    const { stderr, code } = await run("unused", "rules.yml", "--from", url);
    expect(stderr).toContain(`${url}/api/v1/query: this is not the answer of a Prometheus`);
    expect(code).toBe(2);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { readAnswerList, readExposed } from "../../../src/project/catalogue/exposed.js";
import { type CatalogueSource, outsideCatalogue } from "../../../src/project/catalogue/outside-catalogue.js";
import { startServerProcess } from "../../oracles/server-process.js";
import { temporaryFolder } from "../temporary-folder.js";

const page = `# HELP cart_items_total Items in carts
# TYPE cart_items_total counter
cart_items_total{kind="toy"} 1
# TYPE cart_queue_length gauge
cart_queue_length 4
# TYPE cart_seconds histogram
cart_seconds_bucket{le="0.5"} 1
cart_seconds_bucket{le="+Inf"} 1
cart_seconds_sum 1
cart_seconds_count 1
# TYPE cart_anything untyped
cart_anything 1
`;

function source(content: string, server?: CatalogueSource["server"]): CatalogueSource {
  const read = readExposed(content, "page");
  if ("problem" in read) throw new Error(read.problem);
  return { from: "http://cart/metrics", metrics: read.metrics, ...(server && { server }) };
}

const ids = /^(?:promql|rules)\//;

/** The findings of expressions, except those about the form of alerts. */
function findings(sources: readonly CatalogueSource[], ...exprs: readonly string[]): readonly string[] {
  const rules = exprs.map((expr, index) => ({ record: `cart:r${index}:sum`, expr }));
  const file = { path: "rules.yml", text: JSON.stringify({ groups: [{ name: "a", rules }] }) };
  const found = checkFiles([file], {
    ...{ prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings },
    catalogue: outsideCatalogue(sources),
  });
  return found
    .filter(({ id }) => ids.test(id))
    .map(({ severity, id, summary, fix }) => `${severity} ${id}: ${summary} → ${fix}`);
}

describe("a page of metrics", () => {
  const known = [source(page)];

  test("knows names, and suggests those that are near", () => {
    expect(findings(known, "sum(rate(cart_item_total[5m]))", "cart_unheard_of")).toEqual([
      'warning promql/unknown-metric: http://cart/metrics has no metric "cart_item_total" → write cart_items_total',
      'info promql/unknown-metric: http://cart/metrics has no metric "cart_unheard_of" → undefined',
    ]);
  });

  test("knows types", () => {
    const exprs = ["delta(cart_items_total[5m])", "sum(rate(cart_queue_length[5m]))", "rate(cart_anything[5m])"];
    const found = findings(known, ...exprs).map((one) => one.slice(0, one.indexOf(":")));
    expect(found).toEqual(["warning promql/delta-on-counter", "warning promql/rate-on-gauge"]);
  });

  test("does not know the labels of targets", () => {
    expect(findings(known, `sum by (pod) (cart_queue_length{namespace="a"})`, `up{job="cart"}`)).toEqual([]);
  });

  test("does not know buckets as a metric of their own", () => {
    expect(findings(known, "cart_seconds")[0]).toMatch(/^warning promql\/unknown-metric.*write cart_seconds_bucket$/);
  });
});

describe("a Prometheus", () => {
  const names = ["cart_items_total", "cart_queue_length", "cart:recorded:sum", "cart_latency", "up"];
  const metadata = JSON.stringify({
    status: "success",
    data: {
      cart_items_total: [{ type: "counter", help: "", unit: "" }],
      cart_latency: [{ type: "histogram", help: "", unit: "" }],
      cart_queue_length: [
        { type: "gauge", help: "", unit: "" },
        { type: "counter", help: "", unit: "" },
      ],
      cart_gone: [{ type: "gauge", help: "", unit: "" }],
    },
  });
  const known = [source(metadata, { names, labels: ["__name__", "instance", "job", "kind", "le"] })];

  test("knows which series and labels there are", () => {
    expect(
      findings(known, `rate(cart_items_total{kinds="toy"}[5m])`, `up{zone="a"}`, "cart_gone", "cart:recorded:sum"),
    ).toEqual([
      'warning promql/unknown-label: no series of http://cart/metrics has a label "kinds" → write kind',
      'info promql/unknown-metric: http://cart/metrics has no metric "cart_gone" → undefined',
    ]);
  });

  test("says nothing of the type where targets disagree", () => {
    expect(findings(known, "rate(cart_queue_length[5m])", "delta(cart_queue_length[5m])")).toEqual([]);
  });

  test("tells native histograms by their series", () => {
    const found = findings(
      known,
      "histogram_quantile(0.9, sum(rate(cart_latency[5m])))",
      "sum(rate(cart_latency_bucket[5m]))",
    );
    expect(found.map((one) => one.slice(0, one.indexOf(":")))).toEqual(["warning promql/native-as-classic"]);
  });
});

test("answers of anything else are refused", () => {
  for (const answer of [
    "",
    "[]",
    "null",
    '{"status":"success"}',
    '{"status":"success","data":[1]}',
    '{"status":"error","data":[]}',
  ]) {
    expect(readAnswerList(answer)).toBeUndefined();
  }
  expect(readAnswerList('{"status":"success","data":["__proto__"]}')).toEqual(["__proto__"]);
  const hostile = `{"status":"success","data":{"__proto__":[{"type":"constructor"}],"a":[null],"b":7,"c":[{"type":"counter"}]}}`;
  expect(outsideCatalogue([source(hostile)]).series.get("c")?.type).toBe("counter");
});

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

async function telltale(cwd: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [main, "check", "--no-cache", ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, code: child.exitCode };
}

describe("check --catalogue", () => {
  const rules = {
    "rules.yml": "groups: [{ name: a, rules: [{ record: 'a:b', expr: 'rate(cart_item_total[5m])' }] }]\n",
  };

  test("reads a page from a file, as often as it is given", async () => {
    const cwd = temporaryFolder({ ...rules, "page.txt": page, "other.txt": "# TYPE other gauge\nother 1\n" });
    const { stdout, code } = await telltale(cwd, "rules.yml", "--catalogue", "page.txt", "--catalogue", "other.txt");
    expect(stdout).toContain('page.txt, other.txt has no metric "cart_item_total"');
    expect(code).toBe(0);
  });

  test.each([
    ["is not there", "http://127.0.0.1:1/metrics", /cannot|refused|connect/i],
    ["has credentials in its address", "http://a:b@127.0.0.1:1", /credentials/],
    ["is no page", "rules.yml", /cannot be parsed|neither/],
  ])("ends where the source %s", async (_, from, message) => {
    const { stderr, code } = await telltale(temporaryFolder(rules), "rules.yml", "--catalogue", from);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test("does not follow redirects, and takes nothing that is not an answer of Prometheus", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "/metrics" }).end();
      else response.end(request.url === "/metrics" ? page : "<html>Login</html>");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cwd = temporaryFolder(rules);
    expect((await telltale(cwd, "rules.yml", "--catalogue", `${url}/metrics`)).stdout).toContain(
      "write cart_items_total",
    );
    expect((await telltale(cwd, "rules.yml", "--catalogue", `${url}/moved`)).code).toBe(2);
    expect((await telltale(cwd, "rules.yml", "--catalogue", url)).code).toBe(2);
  });

  const hasPrometheus = spawnSync("prometheus", ["--version"]).error === undefined;

  test.skipIf(!hasPrometheus)("asks a Prometheus for its names, types and labels", { timeout: 60_000 }, async () => {
    const config =
      "global: { scrape_interval: 1s }\nscrape_configs: [{ job_name: self, static_configs: [{ targets: [ADDRESS] }] }]\n";
    const server = await startServerProcess({
      readyPath: "/-/ready",
      command({ address, folder }) {
        const written = temporaryFolder({ "prometheus.yml": config.replace("ADDRESS", `"${address}"`) });
        const path = join(written, "prometheus.yml");
        return [
          "prometheus",
          `--config.file=${path}`,
          `--storage.tsdb.path=${join(folder, "data")}`,
          `--web.listen-address=${address}`,
          "--log.level=error",
        ];
      },
    });
    onTestFinished(() => server.stop());
    // The page of metrics counts its own requests: it is there after the second scrape.
    await expect
      .poll(async () => (await fetch(`${server.url}/api/v1/label/handler/values`)).text(), { timeout: 20_000 })
      .toContain('"/metrics"');
    const exprs = [
      "rate(prometheus_http_request_total[5m])",
      'rate(prometheus_http_requests_total{handlr="/metrics"}[5m])',
      "rate(prometheus_tsdb_head_series[5m])",
      'sum by (handler) (rate(prometheus_http_requests_total{code="200"}[5m]))',
      'up{job="self"}',
      'up{job="elsewhere"}',
      'rate(prometheus_http_requests_total{handler="/metrisc"}[5m])',
      'rate(prometheus_http_requests_total{code=~"7..|8.."}[5m])',
    ];
    const list = exprs.map((expr, index) => `      - { record: "a:b:c${index}", expr: '${expr}' }\n`).join("");
    const cwd = temporaryFolder({ "rules.yml": `groups:\n  - name: a\n    rules:\n${list}` });
    for (const address of [server.url, `${server.url}/api/v1/metadata`]) {
      const { stdout, stderr } = await telltale(cwd, "rules.yml", "--catalogue", address, "--format", "json");
      expect(stderr).toBe("");
      const { diagnostics } = JSON.parse(stdout) as {
        diagnostics: { id: string; severity: string; start: { line: number }; fix: string }[];
      };
      expect(diagnostics.map(({ id, start }) => `${start.line}: ${id}`)).toEqual([
        "4: promql/unknown-metric",
        "5: promql/unknown-label",
        "6: promql/rate-on-gauge",
        "9: promql/unknown-label-value",
        "10: promql/unknown-label-value",
        "11: promql/unknown-label-value",
      ]);
      expect(diagnostics[0]!.fix).toBe("write prometheus_http_requests_total");
      expect(diagnostics.slice(3).map(({ severity, fix }) => [severity, fix])).toEqual([
        ["info", undefined],
        ["warning", 'write "/metrics"'],
        ["info", undefined],
      ]);
    }
  });
});

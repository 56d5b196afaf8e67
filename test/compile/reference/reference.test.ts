import {
  counter,
  errorRatio,
  eventRatio,
  fasterThan,
  histogram,
  http,
  nodeExporter,
  promql,
  system,
  timeseries,
  uptime,
} from "telltale";
import { beforeAll, expect, test } from "vitest";
import { renderReference } from "../../../src/compile/index.js";
import { compiled } from "../project.js";

const shop = system("shop", {
  title: "Shop",
  labels: { app: ["cart", "search"], pod: 6 },
  serviceLabel: "app",
  routes: { critical: [], warning: [] },
});
const requests = () => ({
  http: http({
    requests: counter("requests_total", { help: "Requests.", labels: { status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("seconds", { help: "Time", buckets: [0.5, 1] }),
  }),
});
const cart = shop.service("cart", requests());
shop.service("search", requests());
const hosts = shop.service("node-exporter", nodeExporter());
const runbook = { meaning: "Carts fail.", mitigation: ["Roll back."] } as const;
shop.alert("CartFails", {
  when: errorRatio(cart.http).above(0.05),
  for: "5m",
  severity: "critical",
  summary: "The cart fails",
  description: "More than 5 % fail.",
  runbook,
});
shop.dashboard("Carts", {
  panels: [timeseries("Load", promql`max(${hosts.cpu.load5})`, { description: "Load", unit: "short" })],
});
const fields = { description: "Carts answer.", window: "30d" } as const;
shop.slo("availability", { ...fields, indicator: eventRatio(cart.http), objective: "99.9%", expectedTraffic: 2 });
shop.slo("latency", { ...fields, indicator: fasterThan(cart.http, 0.5), objective: "95%" });
shop.slo("up", { ...fields, indicator: uptime(cart), objective: "99%" });

const pages = new Map<string, string>();

beforeAll(() => {
  for (const { path, text } of renderReference(compiled(shop).artifacts, "../runbooks")) pages.set(path, text);
});

test("a system has a page of its alerts, of its metrics, and of its objectives", () => {
  expect([...pages.keys()]).toEqual(["shop/alerts.md", "shop/metrics.md", "shop/slos.md"]);
});

test("alerts lead to their runbooks", () => {
  expect(pages.get("shop/alerts.md")).toContain(
    "| CartFails | critical | 5m | More than 5 % fail. | cart | [runbook](../../runbooks/shop/cart-fails.md) |",
  );
});

test("metrics have their labels, the series of their own targets, and who reads them", () => {
  const text = pages.get("shop/metrics.md")!;
  const [, ofCart, ofSearch] = text.split(/^## /m);
  // Six pods and eight statuses; two buckets with +Inf, sum and count.
  expect(ofCart).toContain("| `requests_total` | counter |  | status (8) | 48 | Requests | alerts: CartFails; rules:");
  expect(ofCart).toContain("| `seconds` | histogram |  |  | 30 | Time | rules:");
  expect(ofSearch).toContain("| `requests_total` | counter |  | status (8) | 48 | Requests | dashboards: Overview |");
});

test("of an exporter, those are listed that something reads", () => {
  const text = pages.get("shop/metrics.md")!;
  expect(text).toMatch(/^Of \d+ metrics, those that something here reads\.$/m);
  expect(text).toMatch(/^\| `node_load5` \| gauge \| .* \| dashboards: Carts \|$/m);
  expect(text).not.toContain("node_load15");
});

test("objectives have their budget, and the fewest failures that fire each alert", () => {
  const text = pages.get("shop/slos.md")!;
  const rows = text.split("\n").filter((line) => line.startsWith("| fast"));
  expect(rows).toEqual([
    // 14.4 times 0.1 % of the 7,200 requests of an hour are 103.68.
    "| fast | critical | 2% in 1h | 1h and 5m | 14.4 | 1.44 % | 104 of 7200 in 1h |",
    "| fast | critical | 2% in 1h | 1h and 5m | 14.4 | 72 % | 10 in 1h |",
    "| fast | critical | 2% in 1h | 1h and 5m | 14.4 | 14.4 % | 8.64 minutes of 1h |",
  ]);
  expect(text).toContain("| Error budget | 0.1 % of the requests |");
  expect(text).toContain("| Error budget | 1 % of the time: 432 minutes |");
});

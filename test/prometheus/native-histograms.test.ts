import {
  average,
  errorRatio,
  eventRate,
  http,
  latency,
  nativeHistogram,
  not,
  quantile,
  requestRate,
  type Signal,
  shareAtMost,
  slowerThan,
  system,
} from "telltale";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SystemFacts } from "../../src/model/system/system.js";
import { createStore, evaluateInstant, type Store } from "../../src/promql/evaluate/index.js";
import { ruleDialect } from "../../src/promql/index.js";
import { writeSyntheticSeries } from "../../src/simulate/series/synthetic.js";
import { expression } from "../library/expression.js";
import { missingTool } from "../oracles/tools.js";
import { queryPrometheus } from "./query-api.js";
import { remoteWrite } from "./remote-write.js";
import { type PrometheusServer, startPrometheus } from "./server.js";

const version = { major: 2, minor: 42 };
const minute = 60_000;
const missing = missingTool("prometheus", "2.42");
const shop = system("shop", { labels: { app: 2, pod: 4 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  rpc: http({
    failed: { code: not("OK") },
    duration: nativeHistogram("rpc_seconds", { help: "Time to answer", labels: { code: ["OK", "Internal"] } }),
  }),
  sizes: nativeHistogram("cart_bytes", { help: "Size of a cart" }),
});

const signals: Readonly<Record<string, Signal>> = {
  rate: requestRate(cart.rpc, { by: ["code"] }),
  "error ratio": errorRatio(cart.rpc),
  p50: latency(cart.rpc, 0.5),
  p95: latency(cart.rpc, 0.95),
  p99: quantile(cart.sizes, 0.99),
  "slower than": slowerThan(cart.rpc, 0.1),
  "at most": shareAtMost(cart.sizes, 12),
  average: average(cart.rpc.duration),
  events: eventRate(cart.sizes),
};

const synthetic = { start: 0, end: 60 * minute, interval: minute, version };

describe.skipIf(missing)("signals of native histograms evaluate as in Prometheus 2.42", () => {
  let server: PrometheusServer;
  const store: Store = createStore();

  beforeAll(async () => {
    writeSyntheticSeries(store, shop as unknown as SystemFacts, synthetic);
    const series = store.all().map(({ metric, floatTimes, floatValues, floatCount, histogramTimes, histograms }) => ({
      labels: Object.fromEntries(metric.names.map((name, index) => [name, metric.values[index]!])),
      samples: [
        ...Array.from({ length: floatCount }, (_, at) => [floatTimes[at]!, floatValues[at]!] as const),
        ...histogramTimes.map((time, at) => [time, histograms[at]!] as const),
      ],
    }));
    server = await startPrometheus();
    await remoteWrite(server.url, series);
  }, 60_000);

  afterAll(() => server.stop());

  test.each(Object.entries(signals))("%s", async (_name, signal) => {
    const query = expression(signal).replaceAll("$__rate_interval", "5m");
    const theirs = await queryPrometheus(server.url, query, { time: 50 * minute });
    const { value } = evaluateInstant(query, { store, time: 50 * minute, dialect: ruleDialect(version) });
    const ours = value?.kind === "vector" ? value.samples.map((sample) => sample.value as number) : [];
    const answers = theirs.kind === "series" ? theirs.series.map(({ samples: [only] }) => only![1] as number) : [];
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.every((one) => Number.isFinite(one) && one >= 0)).toBe(true);
    expect(answers).toHaveLength(ours.length);
    const expected = answers.sort((a, b) => a - b);
    for (const [at, one] of ours.sort((a, b) => a - b).entries()) expect(one).toBeCloseTo(expected[at]!, 9);
  });
});

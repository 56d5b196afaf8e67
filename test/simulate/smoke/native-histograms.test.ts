import {
  average,
  errorRatio,
  eventRate,
  heatmap,
  histogram,
  http,
  latency,
  nativeHistogram,
  observations,
  promql,
  quantile,
  red,
  shareAtMost,
  slowerThan,
  timeseries,
  window,
} from "telltale";
import { expect, test } from "vitest";
import { type Shop, smokeShop } from "./shop.js";

function rpcOf({ shop }: Shop) {
  return shop.service("rpc", {
    calls: http({
      failed: { code: "Internal" },
      duration: nativeHistogram("rpc_seconds", { help: "Time", labels: { code: ["OK", "Internal"] } }),
    }),
    sizes: nativeHistogram("rpc_bytes", { help: "Size", buckets: [10, 1000] }),
    both: histogram("wait_seconds", { help: "Time", buckets: [0.1, 1], native: true }),
  });
}

test("every signal of native histograms returns something that changes", () => {
  const { diagnostics, runs } = smokeShop((opened) => {
    const { calls, sizes, both } = rpcOf(opened);
    const signals = [
      ...[latency(calls, 0.95), errorRatio(calls), average(sizes), quantile(sizes, 0.5), shareAtMost(sizes, 1000)],
      ...[eventRate(sizes), slowerThan(calls, 3600), quantile(both, 0.5), quantile(both.native, 0.5)],
    ];
    opened.shop.dashboard("RPC", {
      panels: [
        ...red(calls),
        heatmap("Sizes", observations(sizes)),
        ...signals.map((signal, index) => timeseries(`${index}`, signal)),
      ],
    });
  });
  expect(diagnostics.map(({ summary }) => summary)).toEqual([]);
  expect(runs.map(({ notJudged }) => notJudged)).toEqual([[]]);
});

test("a histogram that is compared as a number returns nothing", () => {
  const { diagnostics } = smokeShop((opened) => {
    const { calls } = rpcOf(opened);
    const rates = promql`sum(rate(${calls.duration}[${window}]))`;
    opened.shop.dashboard("RPC", { panels: [timeseries("Calls", promql`max(${rates}) * 2`)] });
  });
  expect(diagnostics).toMatchObject([{ id: "smoke/empty" }]);
});

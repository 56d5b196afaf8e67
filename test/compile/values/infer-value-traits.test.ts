import { counter, eventRate, gauge, histogram, nativeHistogram, promql, system, window } from "telltale";
import { describe, expect, test } from "vitest";
import { inferValueTraits } from "../../../src/compile/values/infer-value-traits.js";
import { compose } from "../../../src/model/expression/compose.js";
import type { Query } from "../../../src/model/expression/query.js";
import { panelDialect, parse } from "../../../src/promql/index.js";

const shop = system("shop", {});
const { requests, items, heat, started, received, queue, memory, other, delta, duration, calls } = shop.service(
  "cart",
  {
    requests: counter("cart_requests_total", { help: "…", labels: { status: ["200", "500"] } }),
    items: counter("cart_items_total", { help: "…" }),
    heat: gauge("cart_heat", { help: "…", unit: "celsius" }),
    started: gauge("cart_start_time_seconds", { help: "…" }),
    received: counter("cart_received_bytes_total", { help: "…" }),
    queue: gauge("cart_queue_length", { help: "…" }),
    memory: gauge("cart_memory_bytes", { help: "…" }),
    other: gauge("cart_heap_bytes", { help: "…" }),
    delta: gauge("cart_delta", { help: "…", unit: "celsius" }),
    duration: histogram("cart_duration_seconds", { help: "…", buckets: [1] }),
    calls: nativeHistogram("cart_rpc_seconds", { help: "…" }),
  },
);
const recorded = shop.recordingRule("job:cart_requests:rate5m", eventRate(requests));

const failed = promql`sum(rate(${requests.where({ status: "500" })}[5m]))`;
const failedBy = promql`sum by (pod) (rate(${requests.where({ status: "500" })}[5m]))`;

function infer(query: Query) {
  const { text, references } = compose(query, "prod", () => true);
  return inferValueTraits(parse(text, panelDialect({ major: 3, minor: 5 })).expr!, references);
}

describe("the unit of an expression", () => {
  test.each([
    ["a gauge's own", promql`sum(${memory})`, "bytes"],
    ["that of the signal that a rule records", promql`max(${recorded})`, "ops"],
    ["bytes per second", promql`sum by (pod) (rate(${received}[5m]))`, "Bps"],
    ["that of what a native histogram counts", promql`histogram_quantile(0.9, sum(rate(${calls}[${window}])))`, "s"],
    ["that of their average", promql`histogram_avg(rate(${calls}[${window}]))`, "s"],
    ["a share for a fraction", promql`histogram_fraction(0, 1, rate(${calls}[${window}]))`, "percentunit"],
    ["none for their number", promql`histogram_count(rate(${calls}[${window}]))`, undefined],
    ["bytes in a while", promql`increase(${received}[1h])`, "bytes"],
    [
      "that of what the buckets count",
      promql`histogram_quantile(0.9, sum by (le) (rate(${duration.bucket}[${window}])))`,
      "s",
    ],
    ["a share of like and like", promql`${memory} / ${other}`, "percentunit"],
    ["the same for a sum of like and like", promql`${memory} + ${other}`, "bytes"],
    ["the same over time", promql`quantile_over_time(0.9, ${memory}[1h])`, "bytes"],
    ["the same for the largest", promql`topk(3, ${memory}) > 1e6`, "bytes"],
    ["a share of a part in the whole", promql`${failed} / sum(rate(${requests}[5m]))`, "percentunit"],
    ["a share of the rest", promql`1 - ${failed} / sum(rate(${requests}[5m]))`, "percentunit"],
    ["percent", promql`100 * ${failed} / sum(rate(${requests}[5m]))`, "percent"],
    ["a share by pod", promql`${failedBy} / sum by (pod) (rate(${requests}[5m]))`, "percentunit"],
    ["a share of a term", promql`${failed} / (${failed} + sum(rate(${items}[5m])))`, "percentunit"],
    ["unknown of a mean", promql`sum(rate(${items}[5m])) / sum(rate(${requests}[5m]))`, undefined],
    ["unknown of the whole by a part", promql`sum(rate(${requests}[5m])) / ${failed}`, undefined],
    ["unknown of a part in finer groups of the whole", promql`${failed} / sum by (pod) (${requests})`, undefined],
    ["seconds on average", promql`rate(${duration.sum}[5m]) / rate(${duration.count}[5m])`, "s"],
    ["that of the observations in a sum", promql`${duration.sum}`, "s"],
    ["seconds since a start", promql`time() - ${started}`, "s"],
    ["bytes in their growth", promql`deriv(${memory}[1h])`, "Bps"],
    ["bytes, or 0", promql`sum(${memory}) or vector(0)`, "bytes"],
    ["any other as declared", promql`max(${heat}) > 30`, "celsius"],
    ["unknown of another per second", promql`deriv(${heat}[1h])`, undefined],
    ["unknown of a multiple of another", promql`${heat} * 2`, undefined],
    ["unknown of different ones", promql`${heat} + ${memory}`, undefined],
    ["unknown of a count per second", promql`rate(${requests}[5m])`, undefined],
    ["unknown of a product", promql`${memory} * 8`, undefined],
    ["unknown of a number of series", promql`count(${memory})`, undefined],
  ])("is %s", (_, query, unit) => {
    expect(infer(query).unit).toBe(unit);
  });
});

describe("values that are never negative", () => {
  test.each([
    [promql`rate(${queue}[5m])`, true],
    [promql`sum(${requests}) / 2`, true],
    [promql`count(${queue})`, true],
    [promql`${memory}`, true],
    [promql`round(${memory}, 0.1)`, true],
    [promql`abs(${delta})`, true],
    [promql`histogram_quantile(0.9, rate(${duration.bucket}[5m]))`, true],
    [promql`${queue}`, false],
    [promql`${delta}`, false],
    [promql`-${memory}`, false],
    [promql`${memory} - ${other}`, false],
    [promql`deriv(${memory}[5m])`, false],
  ])("%#", (query, expected) => {
    expect(infer(query).neverNegative).toBe(expected);
  });
});

test("an expression without labels is one series", () => {
  expect(infer(promql`sum(${queue})`).oneSeries).toBe(true);
  expect(infer(promql`sum by (pod) (${queue})`).oneSeries).toBe(false);
  expect(infer(promql`${queue}`).oneSeries).toBe(false);
});

describe("an expression counts", () => {
  const up = promql`up`;
  test.each([
    ["series", promql`count by (job) (${up})`, true],
    ["targets", promql`sum(${up}) or vector(0)`, true],
    ["what is left", promql`count(${up}) - sum(${up})`, true],
    ["comparisons", promql`${queue} > bool 1`, true],
    ["what is filtered", promql`count(${up}) > 1.5`, true],
    ["not halves", promql`count(${up}) / 2`, false],
    ["not averages", promql`avg(${up})`, false],
    ["not rates", promql`rate(${requests}[5m])`, false],
    ["not just any gauge", promql`sum(${queue})`, false],
  ])("%s", (_, query, isCount) => {
    expect(infer(query).isCount).toBe(isCount);
  });
});

import { counter, gauge, histogram, nativeHistogram, system } from "telltale";
import { describe, expect, test } from "vitest";
import { wrongUnit } from "../../../src/check/dashboard/wrong-unit.js";
import { findings, locationText, outside, panelOf, query, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests", labels: { status: 5 } }),
  duration: histogram("cart_duration_seconds", { help: "Time to serve", buckets: [1] }),
  sizes: nativeHistogram("cart_size_bytes", { help: "Size" }),
  cpu: counter("cart_cpu_seconds_total", { help: "CPU time" }),
  sent: counter("cart_sent_bytes_total", { help: "Sent" }),
  memory: gauge("cart_memory_bytes", { help: "Memory" }),
  limit: gauge("cart_memory_limit_bytes", { help: "Limit" }),
  used: gauge("cart_used_ratio", { help: "Use" }),
  load: gauge("cart_load_percent", { help: "Load" }),
  queue: gauge("cart_queue_length", { help: "Queue" }),
  wait: gauge("cart_wait", { help: "Wait", unit: "ms" }),
  started: gauge("cart_start_time_seconds", { help: "Start" }),
});

function found(expr: string, unit: string, context = within(shop)) {
  const data = { fieldConfig: { defaults: { unit } }, targets: [{ refId: "A" }] };
  return findings(wrongUnit, panelOf({ data, queries: [query(expr, context)] }));
}

const p95 = "histogram_quantile(0.95, sum by (le) (rate(cart_duration_seconds_bucket[5m])))";
const ratio = 'sum(rate(cart_requests_total{status="500"}[5m])) / sum(rate(cart_requests_total[5m]))';

describe("dashboard/wrong-unit", () => {
  test.each([
    [p95, "ms", 'write "s"'],
    [`1000 * ${p95}`, "s", 'write "ms"'],
    ["rate(cart_duration_seconds_sum[5m]) / rate(cart_duration_seconds_count[5m])", "ms", 'write "s"'],
    ["histogram_quantile(0.9, rate(cart_size_bytes[5m]))", "s", 'write "bytes"'],
    ["histogram_avg(rate(cart_size_bytes[5m]))", "kbytes", 'write "bytes"'],
    [ratio, "percent", 'write "percentunit"'],
    [`(${ratio}) * 100`, "percentunit", 'write "percent"'],
    [`1 - ${ratio}`, "percent", 'write "percentunit"'],
    [`${ratio} or vector(0)`, "percent", 'write "percentunit"'],
    ["avg(up)", "percent", 'write "percentunit"'],
    ["cart_memory_bytes / cart_memory_limit_bytes", "percent", 'write "percentunit"'],
    ["cart_memory_bytes / cart_memory_limit_bytes", "bytes", 'write "percentunit"'],
    ["cart_memory_bytes / 1024 / 1024", "bytes", 'write "mbytes"'],
    ["cart_memory_bytes / 1e6", "decbytes", 'write "decmbytes"'],
    ["sum(rate(cart_sent_bytes_total[5m]))", "bytes", 'write "Bps"'],
    ["sum(rate(cart_sent_bytes_total[5m])) * 8", "Bps", 'write "bps"'],
    ["sum(increase(cart_sent_bytes_total[1d]))", "Bps", 'write "decbytes"'],
    ["rate(cart_requests_total[5m])", "percentunit", 'write "ops"'],
    ["rate(cart_requests_total[5m])", "s", 'write "ops"'],
    ["increase(cart_requests_total[1h])", "reqps", 'write "short", or take the rate() of the counter'],
    [
      "rate(cart_cpu_seconds_total[5m])",
      "percent",
      'write "percentunit" for a share of the time, or "short" for a number of cores',
    ],
    ["cart_used_ratio", "percent", 'write "percentunit"'],
    ["cart_load_percent", "percentunit", 'write "percent"'],
    ["cart_load_percent / 100", "percent", 'write "percentunit"'],
    ["cart_wait", "s", 'write "ms"'],
    ["time() - cart_start_time_seconds", "ms", 'write "s"'],
    [
      "cart_start_time_seconds",
      "dateTimeAsIso",
      'multiply by 1000 for a date; or subtract it from time(), and show the age in "s"',
    ],
    ["max(cart_duration_seconds_sum > 5)", "ms", 'write "s"'],
  ])("%s as %s", (expr, unit, fix) => {
    expect(found(expr, unit)).toMatchObject([{ fix }]);
  });

  test.each([
    [p95, "s"],
    [p95, "short"],
    [p95, "dtdurations"],
    [`1000 * ${p95}`, "ms"],
    [ratio, "percentunit"],
    [`100 * ${ratio}`, "percent"],
    ["cart_memory_bytes", "decbytes"],
    ["cart_memory_bytes / 1000 / 1000", "mbytes"],
    ["sum(rate(cart_sent_bytes_total[5m]))", "binBps"],
    ["sum(rate(cart_requests_total[5m]))", "reqps"],
    ["60 * sum(rate(cart_requests_total[5m]))", "cpm"],
    ["increase(cart_requests_total[1m])", "cpm"],
    ["rate(cart_cpu_seconds_total[5m])", "percentunit"],
    ["rate(cart_cpu_seconds_total[5m]) * 100", "percent"],
    ["cart_start_time_seconds * 1000", "dateTimeAsIso"],
    ["time() - cart_start_time_seconds", "s"],
    ["up", "percentunit"],
    ["sum(up) / count(up)", "percentunit"],
    // Unknown units.
    ["cart_queue_length", "bytes"],
    ["cart_queue_length * cart_memory_bytes", "s"],
    ["cart_memory_bytes / cart_queue_length", "s"],
    ["cart_memory_bytes + cart_duration_seconds_sum", "s"],
    ["cart_memory_bytes * $factor", "s"],
    ["stdvar(cart_memory_bytes)", "s"],
  ])("%s as %s is fine", (expr, unit) => {
    expect(found(expr, unit)).toEqual([]);
  });

  test("says what the number means, and points at the unit", () => {
    const [finding] = found(p95, "ms");
    expect(finding).toMatchObject({
      summary: 'the expression is in seconds, and shown as "ms"',
      details: "The number shown is 1000 times too small.",
    });
    expect(finding!.severity).toBeUndefined();
    expect(locationText(finding!)).toBe("fieldConfig.defaults.unit");
    expect(found("cart_wait", "s")[0]!.details).toBe("The number shown is 1000 times too large.");
  });
});

describe("without a catalogue, names tell", () => {
  test.each([
    ["rate(http_requests_total[5m]) / rate(http_requests_total[5m])", "percent"],
    ["process_resident_memory_bytes", "s"],
    ["rate(net_bytes_total[5m])", "bytes"],
    ["histogram_quantile(0.9, rate(rpc_seconds_bucket[5m]))", "ms"],
  ])("%s as %s", (expr, unit) => {
    expect(found(expr, unit, outside)).toMatchObject([{ severity: "info" }]);
  });

  test.each([
    ["cpu_usage", "s"],
    ["rate(network_traffic_total[5m])", "Bps"],
    ["rate(orders_total[5m])", "Bps"],
    ["hit_kbytes_out_bytes", "kbytes"],
    ["gc_time_seconds", "ms"],
    ["disk_used_percent", "percentunit"],
  ])("%s as %s may be right", (expr, unit) => {
    expect(found(expr, unit, outside)).toEqual([]);
  });
});

describe("overrides", () => {
  function withOverrides(overrides: readonly object[], targets: readonly object[], ...exprs: readonly string[]) {
    const data = { fieldConfig: { defaults: { unit: "s" }, overrides }, targets };
    const queries = exprs.map((expr) => query(expr, within(shop)));
    return findings(wrongUnit, panelOf({ data, queries })).map((finding) => locationText(finding));
  }
  const bytes = (id: string, options: string) => ({
    matcher: { id, options },
    properties: [{ id: "unit", value: "bytes" }],
  });
  const memory = { refId: "A", legendFormat: "memory" };
  const latency = { refId: "B", legendFormat: "latency" };

  test("replace the unit of the fields that they match", () => {
    const exprs = ["cart_memory_bytes", p95] as const;
    expect(withOverrides([bytes("byName", "memory")], [memory, latency], ...exprs)).toEqual([]);
    expect(withOverrides([bytes("byFrameRefID", "A")], [memory, latency], ...exprs)).toEqual([]);
    expect(withOverrides([bytes("byName", "latency")], [memory, latency], ...exprs)).toEqual([
      "fieldConfig.defaults.unit",
      "fieldConfig.overrides.0.properties.0.value",
    ]);
  });

  test("that may match leave the unit open", () => {
    expect(withOverrides([bytes("byRegexp", "/mem.*/")], [memory], "cart_memory_bytes")).toEqual([]);
    expect(
      withOverrides([bytes("byName", "cart")], [{ refId: "A", legendFormat: "{{app}}" }], "cart_memory_bytes"),
    ).toEqual([]);
  });

  test("of tables name their columns", () => {
    const table = [
      { refId: "A", format: "table" },
      { refId: "B", format: "table" },
    ];
    const renamed = [bytes("byName", "Value #A")];
    expect(withOverrides(renamed, table, "sum(cart_memory_bytes)", p95)).toEqual([]);
  });
});

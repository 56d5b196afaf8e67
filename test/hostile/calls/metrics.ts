import * as telltale from "telltale";
import { type Call, call, cart, duration, hits, metric, misses, requests, size, up } from "./fixtures.js";

/** Calls of the functions for metrics. */
export const metricCalls: readonly Call[] = [
  call("counter", telltale.counter, "a_total", metric),
  call("gauge", telltale.gauge, "a", metric),
  call("info", telltale.info, "a_info", metric),
  call("histogram", telltale.histogram, "a", { ...metric, buckets: [1, 2] }),
  call("summary", telltale.summary, "a", { ...metric, quantiles: [0.5] }),
  call("metric.where", (matchers: never) => cart.http.requests.where(matchers), {
    status: ["200", "201"],
    endpoint: telltale.not(/a/),
  }),
  call("nativeHistogram", telltale.nativeHistogram, "a", { ...metric, buckets: [1, 2] }),
  call("histogram.where", (matchers: never) => cart.http.duration.where(matchers), { endpoint: "a" }),
  call("not", telltale.not, ["a", "b"]),
  call("logStream", telltale.logStream, {
    selector: { app: "cart" },
    labels: { app: 2 },
    fields: { level: ["ERROR"] },
    format: "json",
  }),
  call("traceStream", telltale.traceStream, { service: "cart" }),
  call("http", telltale.http, { requests, failed: { status: /5../ }, duration }),
  call("cache", telltale.cache, { hits, misses, size }),
  call("database", telltale.database, { operations: requests, failed: { status: "500" }, duration }),
  call("everyService", telltale.everyService, cart.http),
  call(
    "promql",
    telltale.promql,
    Object.assign(["sum by (", ") (", ")"], { raw: ["sum by (", ") (", ")"] }),
    ["app"],
    cart.open,
  ),
  call(
    "logql",
    telltale.logql,
    Object.assign(["", ""], { raw: ["", ""] }),
    telltale.logStream({ selector: { app: "a" }, labels: {}, fields: {} }),
  ),
  call("signal", telltale.signal, "Carts", {
    query: up,
    unit: "short",
    description: "D",
    by: ["app"],
    legend: "{{app}}",
    max: 1,
    traffic: up,
  }),
  ...["above", "atLeast", "below", "atMost", "equals", "differsFrom"].map((name) =>
    call(
      `signal.${name}`,
      (...given: never[]) =>
        (telltale.errorRatio(cart.http) as never as Record<string, (...given: never[]) => unknown>)[name]!(...given),
      1,
      { whenBusy: 0.1 },
    ),
  ),
];

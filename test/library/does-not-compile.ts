/**
 * Code that must not compile: the type check of the project fails if a line below a `@ts-expect-error` is not an error.
 * The messages are tested in `messages.test.ts`.
 */
import {
  cacheHitRatio,
  cachePanels,
  counter,
  database,
  databaseErrorRatio,
  databaseLatency,
  errorRatio,
  eventRate,
  firing,
  type Http,
  http,
  latency,
  memoryOfLimit,
  nativeHistogram,
  promql,
  quantile,
  receiver,
  red,
  requestRate,
  secret,
  shareAtMost,
  slowerThan,
  system,
  up,
  variable,
  window,
} from "telltale";
import { cart, containers, kubernetes, shop } from "./shop.js";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const routed = system("routed", { routes: { critical: [team] }, environments: { prod: {} } });
const { requests, duration } = cart.http;
const rpc = shop.service("rpc", {
  calls: http({
    failed: { code: "Internal" },
    duration: nativeHistogram("rpc_seconds", { help: "Time of a call", labels: { code: ["OK", "Internal"] } }),
  }),
  sizes: nativeHistogram("rpc_bytes", { help: "Size of a call", buckets: [1, 10] }),
});

export const labels = [
  // @ts-expect-error the metric has no such label
  requests.where({ statsu: "500" }),
  // @ts-expect-error the signal has no such label
  requestRate(cart.http, { by: ["statsu"] }),
  // @ts-expect-error the duration has no status label
  latency(cart.http, 0.95, { by: ["status"] }),
  // @ts-expect-error the duration has no status label, so the panels cannot be grouped by it
  red(cart.http, { by: ["status"] }),
  // @ts-expect-error the requests have no such label
  red(cart.http, { status: "code" }),
  // @ts-expect-error the operations have no tier
  eventRate(cart.orders.operations, { by: ["tier"] }),
  // @ts-expect-error pods have no such phase
  kubernetes.pod.phase.where({ phase: "Sleeping" }),
  // @ts-expect-error pods are not selected by node
  memoryOfLimit(containers, { where: { node: "a" } }),
  // @ts-expect-error the metric has no such label
  variable.label("tier", requests, "tier"),
];

export const selections = [
  // @ts-expect-error the duration has no status label
  latency(cart.http, 0.95, { where: { status: "500" } }),
  // @ts-expect-error the duration has no status label, so the panels cannot be narrowed by it
  red(cart.http, { where: { status: "500" } }),
  // @ts-expect-error the metric has no such label
  eventRate(cart.orders.operations, { where: { tier: "free" } }),
  // @ts-expect-error the failures have no such label
  errorRatio(cart.proxy, { where: { status: "500" } }),
  // @ts-expect-error a gauge does not count requests
  http({ requests: cart.prices.size.where({ pod: "a" }), failed: { pod: "b" } }),
  // @ts-expect-error scraping adds no such label
  shop.service("other", { selector: { ap: "other" } }),
  // @ts-expect-error the label never has this value
  routed.service("other", { labels: { app: ["cart", "stock"] }, selector: { app: "other" } }),
];

export const capabilities = [
  // @ts-expect-error the service has no such cache
  cachePanels(cart.baskets),
  // @ts-expect-error requests are not a cache
  cacheHitRatio(cart.http),
  // @ts-expect-error the proxy has no duration
  latency(cart.proxy, 0.95),
  // @ts-expect-error the archive has no duration
  databaseLatency(cart.archive, 0.95),
  // @ts-expect-error the archive has no metric of failed operations
  databaseErrorRatio(cart.archive),
];

export const bounds = [
  // @ts-expect-error there is no such bucket
  slowerThan(cart.http, 0.3),
  // @ts-expect-error there is no such bucket
  shareAtMost(cart.pieces, 5),
  // @ts-expect-error a counter is not a histogram
  quantile(requests, 0.5),
];

export const native = [
  // @ts-expect-error a native histogram has no buckets of its own
  rpc.calls.duration.bucket,
  // @ts-expect-error it has no label le
  rpc.calls.duration.where({ le: "0.5" }),
  // @ts-expect-error there is no such bucket
  shareAtMost(rpc.sizes, 5),
  // @ts-expect-error there is no such bucket
  shareAtMost(rpc.sizes.where({ pod: "a" }), 5),
  // @ts-expect-error the histogram is not exposed as a native one
  cart.pieces.native.name,
  // @ts-expect-error the duration has no such label
  http({ failed: { status: "500" }, duration: rpc.calls.duration }),
  // @ts-expect-error requests need a metric that counts them
  http({ failed: { code: "Internal" } }),
  // @ts-expect-error operations need a metric that counts them
  database({}),
  // @ts-expect-error the label never has this value
  errorRatio(rpc.calls, { where: { code: "Unknown" } }),
];

export const expressions = [
  // @ts-expect-error a histogram is three metrics
  promql`sum(rate(${duration}[${window}]))`,
  // @ts-expect-error a string does not fit a hole
  promql`sum(${"cart_requests_total"})`,
];

export const alerts = [
  // @ts-expect-error no route takes this severity
  routed.alert("A", { when: requestRate(cart.http).above(1), severity: "page", summary: "…" }),
  // @ts-expect-error the signal needs a bound
  routed.alert("B", { when: requestRate(cart.http), severity: "critical", summary: "…" }),
  // @ts-expect-error not a duration
  routed.alert("C", { when: requestRate(cart.http).above(1), for: "5min", severity: "critical", summary: "…" }),
  // @ts-expect-error there is no such environment
  routed.perEnvironment({ production: 1 }),
];

export const targets = [
  // @ts-expect-error scraping adds no such label
  up(cart).where({ zone: "a" }),
  // @ts-expect-error a metric has no targets, a service has
  up(cart.http),
  // @ts-expect-error an alert is its definition, not its name
  firing("CartFails"),
];

// Requests without a duration are a capability too.
export const untimed: Http = cart.proxy;

// @ts-expect-error the values of a label are a number or a list
export const spec = shop.service("spec", { a: counter("a_total", { help: "…", labels: { status: "200" } }) });

export const environments = [
  // @ts-expect-error the system runs in no such environment
  routed.alert("A", { when: promql`up == 0`, severity: "critical", summary: "…", only: ["prd"] }),
  // @ts-expect-error the system runs in no such environment
  routed.recordingRule("a:b", promql`up`, { only: ["prd"] }),
  // @ts-expect-error the system runs in no such environment
  routed.dashboard("A", { only: ["prd"] }),
  // @ts-expect-error the system runs in no such environment
  routed.service("a", { only: ["prd"] }),
  // @ts-expect-error the system runs in no such environment
  routed.group("a", { only: ["prd"] }),
  // @ts-expect-error the system runs in no such environment
  routed.ruleFile("a", "groups: []", { only: ["prd"] }),
];

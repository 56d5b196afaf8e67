/**
 * What must not compile. The type check of the project reads this file: each line below a `@ts-expect-error` has to be
 * an error. What the errors say is tested in `messages.test.ts`.
 */
import {
  cacheHitRatio,
  cachePanels,
  counter,
  databaseErrorRatio,
  databaseLatency,
  eventRate,
  type Http,
  latency,
  memoryOfLimit,
  promql,
  quantile,
  receiver,
  red,
  requestRate,
  secret,
  shareAtMost,
  slowerThan,
  system,
  variable,
  window,
} from "telltale";
import { cart, containers, kubernetes, shop } from "./shop.js";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const routed = system("routed", { routes: { critical: [team] }, environments: { prod: {} } });
const { requests, duration } = cart.http;

export const labels = [
  // @ts-expect-error the metric has no such label
  requests.where({ statsu: "500" }),
  // @ts-expect-error nor has the signal
  requestRate(cart.http, { by: ["statsu"] }),
  // @ts-expect-error durations have no status
  latency(cart.http, 0.95, { by: ["status"] }),
  // @ts-expect-error so the three cannot all be split by it
  red(cart.http, { by: ["status"] }),
  // @ts-expect-error the label of the status is one of the requests' own
  red(cart.http, { status: "code" }),
  // @ts-expect-error the operations have no tier
  eventRate(cart.orders.operations, { by: ["tier"] }),
  // @ts-expect-error a phase that pods do not have
  kubernetes.pod.phase.where({ phase: "Sleeping" }),
  // @ts-expect-error a node is none of what pods are chosen by
  memoryOfLimit(containers, { where: { node: "a" } }),
  // @ts-expect-error the variable would offer the values of a label that is not there
  variable.label("tier", requests, "tier"),
];

export const capabilities = [
  // @ts-expect-error there is no such cache
  cachePanels(cart.baskets),
  // @ts-expect-error requests are no cache
  cacheHitRatio(cart.http),
  // @ts-expect-error the duration of what the proxy passes on is not measured
  latency(cart.proxy, 0.95),
  // @ts-expect-error nor that of the archive
  databaseLatency(cart.archive, 0.95),
  // @ts-expect-error the archive does not say which operations fail
  databaseErrorRatio(cart.archive),
];

export const bounds = [
  // @ts-expect-error no bucket ends there
  slowerThan(cart.http, 0.3),
  // @ts-expect-error nor there
  shareAtMost(cart.pieces, 5),
  // @ts-expect-error a counter is no distribution
  quantile(requests, 0.5),
];

export const expressions = [
  // @ts-expect-error a histogram is three metrics
  promql`sum(rate(${duration}[${window}]))`,
  // @ts-expect-error text is not taken
  promql`sum(${"cart_requests_total"})`,
];

export const alerts = [
  // @ts-expect-error no route takes this severity
  routed.alert("A", { when: requestRate(cart.http).above(1), severity: "page", summary: "…" }),
  // @ts-expect-error a signal without a bound does not say when to fire
  routed.alert("B", { when: requestRate(cart.http), severity: "critical", summary: "…" }),
  // @ts-expect-error no duration of Prometheus'
  routed.alert("C", { when: requestRate(cart.http).above(1), for: "5min", severity: "critical", summary: "…" }),
  // @ts-expect-error there is no such environment
  routed.perEnvironment({ production: 1 }),
];

// What is counted without a duration is a capability all the same.
export const untimed: Http = cart.proxy;

// @ts-expect-error a label's expected values are a number or a list
export const spec = shop.service("spec", { a: counter("a_total", { help: "…", labels: { status: "200" } }) });

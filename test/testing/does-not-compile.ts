/**
 * Type tests: misuse must not compile, and correct use must. `tsc` checks this file; an expected error that does not occur
 * is an error.
 */
import { expect } from "vitest";
import { highErrorRate } from "../../alerts/qnt9/requests.js";
import { logs, ramp, type Simulation, series, simulate, steps, traffic } from "../../src/testing/index.js";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

export const right = [
  traffic(user.http, { rate: 5, errors: steps({ "0m": 0, "1h30m": 0.1 }), latency: { p95: 2.1 } }),
  traffic(user.http, { labels: { method: "GET", app: "user-service" } }),
  traffic(frontend.proxy, { errors: ramp({ "0m": 0, "10m": 1 }) }),
  traffic(user.cache, { hits: 0.5, size: 100 }),
  traffic(auth.db, { latency: 0.1 }),
  traffic(auth.signIns, { labels: { status: "failure" } }),
  traffic(auth.signIns.requests.where({ status: "failure" }), { rate: 2 }),
  traffic(frontend.pageLoad, { values: { p50: 0.5 } }),
  series(user.activeSubscriptions.where({ tier: "pro" }), steps({ "0m": "gone", "5m": 10 })),
  series(kubernetes.container.restarts, 1),
];

logs(user, { level: "ERROR", rate: steps({ "0m": 0, "5m": 2 }), fields: { message: "x", trace_id: 5 } });
logs(user.logs.where({ pod: "user-1" }), { labels: { container: "user" }, line: "panic" });
// @ts-expect-error the levels are in upper case
logs(user, { level: "error" });
// @ts-expect-error lines have no such field
logs(user, { fields: { mesage: "x" } });
// @ts-expect-error streams have no such label
logs(user, { labels: { pods: "x" } });
// @ts-expect-error not one of the declared values
logs(user, { labels: { app: "user" } });
// @ts-expect-error nodes have no logs
logs(kubernetes, {});
// @ts-expect-error there is no such option
logs(user, { lines: "x" });

// @ts-expect-error a service without requests cannot have any
traffic(kubernetes.http, {});
// @ts-expect-error a service without a cache has no lookups
traffic(watchlist.cache, {});
// @ts-expect-error the proxy has no duration metric
traffic(frontend.proxy, { latency: 1 });
// @ts-expect-error failed operations are not counted
traffic(auth.db, { errors: 0.1 });
// @ts-expect-error this cache has no size metric
traffic(watchlist.db, { size: 5 });
// @ts-expect-error requests have no such label
traffic(user.http, { labels: { methd: "GET" } });
// @ts-expect-error not one of the declared values
traffic(auth.signIns, { labels: { status: "maybe" } });
// @ts-expect-error there is no such app
traffic(user.http, { labels: { app: "user" } });
// @ts-expect-error values are required
traffic(frontend.pageLoad, { rate: 1 });
// @ts-expect-error a gauge has no rate
traffic(user.activeSubscriptions, { rate: 1 });
// @ts-expect-error a histogram is several series
series(frontend.pageLoad, 1);
// @ts-expect-error not a duration
steps({ "5min": 1 });
// @ts-expect-error only numbers can be interpolated
ramp({ "0m": "gone" });
// @ts-expect-error a rate cannot be absent
traffic(user.http, { rate: steps({ "0m": "gone" }) });

export async function run(): Promise<Simulation> {
  // @ts-expect-error the system has no such environment
  await simulate(qnt9, { for: "5m", environment: "production" });
  // @ts-expect-error the duration is required
  await simulate(qnt9, {});
  const simulation = await simulate(qnt9, { for: "5m", environment: "staging" });
  expect(simulation).toFire(highErrorRate, { after: "5m", labels: { app: "user-service" } });
  // @ts-expect-error not a duration
  expect(simulation).toFire(highErrorRate, { after: "5 minutes" });
  // @ts-expect-error an alert is required
  expect(simulation).toFire(user);
  return simulation;
}

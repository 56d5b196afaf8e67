import { outage, simulate, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { services } from "../../systems/qnt9/services.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { serviceDown } from "./availability.js";
import { cachePerformanceDegradation } from "./caches.js";
import { highErrorRate, highLatency } from "./requests.js";
import { signInsFail } from "./sign-ins.js";

const { auth, user, search } = services;
const caches = { user, search };

/** The alerts on what a service serves, and the text of each when it serves nothing. */
function alertsOf(name: keyof typeof services) {
  const app = `${name}-service`;
  return [
    { alert: highErrorRate, summary: `${app} fails 100% of its requests` },
    { alert: highLatency, summary: `One in twenty requests to ${app} takes longer than 10s` },
    ...(name in caches
      ? [{ alert: cachePerformanceDegradation, summary: `The cache of ${app} answers only 0% of its lookups` }]
      : []),
    ...(name === "auth" ? [{ alert: signInsFail, summary: "Only 0% of the attempts to sign in succeed" }] : []),
  ];
}

/** Traffic of a service that serves badly, or well. */
function trafficOf(name: keyof typeof services, isBad: boolean) {
  return [
    traffic(services[name].http, isBad ? { errors: 0.2, latency: { p95: 4 } } : { errors: 0.01 }),
    ...(name === "user" || name === "search" ? [traffic(caches[name].cache, { hits: isBad ? 0.3 : 0.9 })] : []),
    ...(name === "auth" ? [traffic(auth.signIns, { errors: isBad ? 0.8 : 0.1 })] : []),
  ];
}

const names = Object.keys(services) as (keyof typeof services)[];

describe.each(names)("in an outage of %s", (name) => {
  const labels = { app: `${name}-service` };
  const others = names.filter((other) => other !== name);

  test.each([
    ["whose pods do not answer", false],
    ["whose pods are gone", true],
  ])("%s, the alerts that fire go on firing, and those of other services stay quiet", async (_, gone) => {
    const run = await simulate(qnt9, {
      series: trafficOf(name, true),
      events: [outage(services[name], { at: "30m", for: "20m", gone })],
      for: "49m",
    });
    for (const { alert } of alertsOf(name)) {
      for (const at of ["29m", "31m", "36m", "48m"] as const) expect(run).toFire(alert, { at, labels });
    }
    for (const service of others) {
      expect(run).toStayQuiet([...serviceDown, ...highErrorRate, ...highLatency], { labels: { service } });
      expect(run).toStayQuiet(cachePerformanceDegradation, { labels: { service } });
    }
    if (name !== "auth") expect(run).toStayQuiet(signInsFail);
  });

  test("the others say that nothing works, when it has lasted as long as they wait", async () => {
    const run = await simulate(qnt9, {
      series: trafficOf(name, false),
      events: [outage(services[name], { at: "10m", for: "40m", gone: true })],
      for: "49m",
    });
    for (const { alert, summary } of alertsOf(name)) {
      expect(run).toStayQuiet(alert, { until: "14m" });
      expect(run).toFire(alert, { at: "48m", labels, annotations: { summary } });
    }
  });
});

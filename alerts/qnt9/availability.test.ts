import { missingScrape, outage, podRestart, simulate, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { serviceDown } from "./availability.js";
import { highErrorRate } from "./requests.js";

const services = Object.entries({ auth, user, watchlist, search, frontend });

describe.each(services)("ServiceDown of %s", (name, service) => {
  const labels = { app: `${name}-service`, service: name, severity: "critical" };

  test("fires when no pod has answered for two minutes, and resolves with the outage", async () => {
    const run = await simulate(qnt9, { events: [outage(service, { at: "10m", for: "20m" })], for: "1h" });
    expect(run).toBePending(serviceDown, { at: "11m", labels });
    expect(run).toFire(serviceDown, {
      at: "12m",
      labels,
      annotations: { summary: `${name}-service is down`, runbook_url: "https://runbooks.qnt9.example/service-down" },
    });
    expect(run).toFire(serviceDown, { at: "29m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("fires when the pods are gone, and stays until there are new ones", async () => {
    const events = [outage(service, { at: "10m", for: "20m", gone: true })];
    const run = await simulate(qnt9, { events, for: "1h" });
    expect(run).toFire(serviceDown, { at: "12m", labels });
    expect(run).toFire(serviceDown, { at: "29m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("stays one alert when failing pods disappear during the outage", async () => {
    const events = [outage(service, { at: "10m", for: "10m" }), outage(service, { at: "20m", for: "10m", gone: true })];
    const run = await simulate(qnt9, { events, for: "1h" });
    expect(run).toFire(serviceDown, { at: "12m", labels });
    expect(run).toFire(serviceDown, { at: "20m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("stays quiet when one scrape fails, pods are replaced, or one pod is down", async () => {
    const events = [
      missingScrape(service, { at: "10m" }),
      podRestart(service, { at: "20m", pods: 3 }),
      outage(service, { at: "30m", for: "20m", pods: 1 }),
    ];
    expect(await simulate(qnt9, { events, for: "1h" })).toStayQuiet();
  });
});

test("an outage of one service is not that of another", async () => {
  const run = await simulate(qnt9, { events: [outage(user, { at: "10m", for: "20m" })], for: "1h" });
  expect(run).not.toFire(serviceDown, { labels: { service: "auth" } });
});

test("in a total outage somebody is paged before the error ratio vanishes, and stays paged", async () => {
  const run = await simulate(qnt9, {
    series: [traffic(user.http, { errors: 0.2 })],
    events: [outage(user, { at: "20m", for: "20m" })],
    for: "1h",
  });
  const labels = { service: "user", severity: "critical" };
  expect(run).toFire(highErrorRate, { at: "20m", labels });
  for (const at of ["22m", "25m", "30m", "39m"] as const) expect(run).toFire(serviceDown, { at, labels });
  expect(run).toResolve(serviceDown, { at: "40m", labels });
});

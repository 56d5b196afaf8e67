import { outage, simulate, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { services } from "../../systems/qnt9/services.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { serviceDown } from "./availability.js";
import { cachePerformanceDegradation } from "./caches.js";
import { highErrorRate, highLatency } from "./requests.js";
import { signInsFail } from "./sign-ins.js";
import { watchlistTierLimitExceeded } from "./watchlist.js";

describe.each(Object.entries(services))("%s-service", (name, service) => {
  const labels = { service: name };
  /** Matches a link to the traces of the service that fulfil a condition. */
  const traces = (condition: string) => {
    const query = JSON.stringify(`{ resource.service.name = "${name}-service"${condition} }`);
    return { traces_url: new RegExp(`/explore\\?.*${encodeURIComponent(query)}`) };
  };

  test("errors lead to failed traces, slow requests to slow ones, and an outage to all", async () => {
    const failing = await simulate(qnt9, { series: [traffic(service.http, { errors: 0.2 })], for: "20m" });
    expect(failing).toFire(highErrorRate, { labels, annotations: traces(" && status = error") });
    const slow = await simulate(qnt9, { series: [traffic(service.http, { latency: { p95: 4 } })], for: "20m" });
    expect(slow).toFire(highLatency, { labels, annotations: traces(" && duration > 2s") });
    const down = await simulate(qnt9, { events: [outage(service, { at: "5m", for: "9m" })], for: "10m" });
    expect(down).toFire(serviceDown, { labels, annotations: traces("") });
  });
});

test("other alerts lead to the traces of their service", async () => {
  const { auth, user, watchlist } = services;
  const run = await simulate(qnt9, {
    series: [
      traffic(auth.signIns, { errors: 0.9 }),
      traffic(user.cache, { hits: 0.2 }),
      traffic(watchlist.tierLimitHits, { rate: 1 }),
    ],
    for: "40m",
  });
  expect(run).toFire(signInsFail, { annotations: { traces_url: /auth-service/ } });
  expect(run).toFire(cachePerformanceDegradation, { annotations: { traces_url: /user-service/ } });
  expect(run).toFire(watchlistTierLimitExceeded, { annotations: { traces_url: /watchlist-service/ } });
});

import { counter, everyService, histogram, http, not } from "telltale";
import { expect, test } from "vitest";
import { traffic } from "../../../src/simulate/traffic/traffic.js";
import { cart, label, named, shop, valuesOf, written } from "./shop.js";

const labels = { handler: 10, code: 8 } as const;
const requests = counter("web_requests_total", { help: "Requests", labels });
const duration = histogram("web_duration_seconds", { help: "Time", labels: { handler: 10 }, buckets: [0.1, 1] });
const web = shop.service("web", {
  selector: { app: "web-frontend" },
  api: http({
    requests: requests.where({ handler: /\/api\/.+/ }),
    failed: { code: /5../ },
    duration: duration.where({ handler: /\/api\/.+/ }),
  }),
  pages: http({ requests: requests.where({ handler: "/" }), failed: requests.where({ handler: "/", code: "500" }) }),
});

test("the traffic of a capability that measures some series is of those", () => {
  const store = written([traffic(web.api, { rate: 10, errors: 0.5, latency: 0.05 })]);
  const counted = named(store, "web_requests_total");
  expect(new Set(counted.map((one) => label(one, "handler")))).toEqual(new Set(["/api/a"]));
  expect(new Set(counted.map((one) => label(one, "code")))).toEqual(new Set(["200", "500"]));
  expect(new Set(named(store, "web_duration_seconds_bucket").map((one) => label(one, "handler")))).toEqual(
    new Set(["/api/a"]),
  );
});

test("processes have the labels of the selector", () => {
  const store = written([traffic(web.pages, { rate: 1 })]);
  const [one] = named(store, "web_requests_total");
  expect(label(one!, "app")).toBe("web-frontend");
  expect(label(one!, "namespace")).toBe("shop");
  expect(named(store, "up").map((one) => label(one, "app"))).toContain("web-frontend");
});

test("labels that the traffic names must match, too", () => {
  const last = (name: string) =>
    valuesOf(named(written([traffic(web.api, { labels: { code: "404" } })]), name)[0]!).at(-1);
  expect(last("web_requests_total")).toBeGreaterThan(0);
  const impossible = requests.where({ handler: not(/.*/) });
  const { none } = shop.service("none", { none: http({ requests: impossible, failed: { code: "500" } }) });
  expect(() => written([traffic(none, {})])).toThrow('no series of web_requests_total can match {handler!~".*"}');
});

test("traffic of every service is that of the service it was taken from", () => {
  const store = written([traffic(everyService(cart.orders), { rate: 1 })]);
  expect(new Set(named(store, "cart_orders_total").map((one) => label(one, "app")))).toEqual(new Set(["cart"]));
});

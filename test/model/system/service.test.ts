import { counter, logStream, system, variable } from "telltale";
import { describe, expect, test } from "vitest";
import { renderSelector } from "../../../src/model/expression/matchers.js";

const shop = system("shop", { labels: { app: 3, namespace: ["shop"] }, serviceLabel: "app" });
const requests = () => counter("requests_total", { help: "Requests", labels: { status: 8 } });

describe("the labels of the metrics of a service", () => {
  test("are those of the metric, of every scrape, and of the system", () => {
    const cart = shop.service("cart", { requests: requests() });
    expect(Object.keys(cart.requests.labels).sort()).toEqual(["app", "instance", "job", "namespace", "status"]);
  });

  test("with labels of the service, are those of the metric, of every scrape and of the service", () => {
    const node = shop.service("node", { labels: { node: 3 }, requests: requests() });
    expect(Object.keys(node.requests.labels).sort()).toEqual(["instance", "job", "node", "status"]);
  });

  test("a metric's own label takes precedence", () => {
    const own = counter("pods_total", { help: "Pods", labels: { namespace: 12 } });
    expect(shop.service("kube", { own }).own.labels.namespace).toBe(12);
  });
});

test("a metric has an owner, with the service label and the selector", () => {
  const { owner } = shop.service("cart", { requests: requests() }).requests;
  const selector = { app: "cart", namespace: "shop" };
  expect(owner).toEqual({
    misnamed: [],
    system: "shop",
    service: "cart",
    serviceLabel: "app",
    ownLabel: "app",
    selector,
  });
});

test("an exporter is marked as exporter", () => {
  expect(shop.service("node", { exporter: true, requests: requests() }).service.exporter).toBe(true);
  expect(shop.service("cart", { requests: requests() }).service.exporter).toBe(false);
});

test("a log stream is narrowed by label values and variables", () => {
  const app = variable.list("app", ["cart", "search"]);
  const stream = logStream({ selector: { namespace: "shop" }, labels: { app: 3, pod: 20 }, fields: { level: 4 } });
  expect(renderSelector(stream.where({ app }).where({ pod: /cart-.+/ }).selector).text).toBe(
    '{namespace="shop", app=~"$app", pod=~"cart-.+"}',
  );
  expect(renderSelector(stream.selector).text).toBe('{namespace="shop"}');
});

import { cadvisor, down, errorRatio, system } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart, containers, kubernetes } from "./shop.js";

test("a service is down without a healthy target, and without any target", () => {
  expect(expression(down(cart))).toBe('sum by (app) (up{app="cart"}) == 0 or sum by (app) (absent(up{app="cart"}))');
});

test("`where` selects the targets", () => {
  expect(expression(down(cart, { where: { app: "cart-service", pod: "cart-1" } }))).toBe(
    'sum by (app) (up{app="cart-service", pod="cart-1"}) == 0' +
      ' or sum by (app) (absent(up{app="cart-service", pod="cart-1"}))',
  );
});

test("a service without the service label is found by its job", () => {
  expect(expression(down(containers))).toBe(
    'sum by (job) (up{job="cadvisor"}) == 0 or sum by (job) (absent(up{job="cadvisor"}))',
  );
  const plain = system("plain", {});
  expect(expression(down(plain.service("node", cadvisor())))).toContain('up{job="node"}');
});

test("with Kubernetes it is also down without an available replica, under the same label", () => {
  const condition = down(cart, { kubernetes, deployment: "cart-web", namespace: "shop" });
  expect(expression(condition)).toBe(
    'sum by (app) (up{app="cart"}) == 0 or sum by (app) (absent(up{app="cart"}))' +
      ' or label_replace(sum(kube_deployment_status_replicas_available{job="kube-state-metrics", deployment="cart-web", namespace="shop"})' +
      ' == 0 and sum(kube_deployment_spec_replicas{job="kube-state-metrics", deployment="cart-web", namespace="shop"}) > 0, "app", "cart", "", "")',
  );
  expect(expression(down(cart, { kubernetes }))).toContain(
    'kube_deployment_spec_replicas{job="kube-state-metrics", deployment="cart"}',
  );
});

test("the namespace of the deployment is that of the service", () => {
  const bakery = system("bakery", { labels: { app: 2, namespace: ["bakery"] }, serviceLabel: "app" });
  const oven = bakery.service("oven", { selector: { app: "oven-service" } });
  expect(expression(down(oven))).toContain('absent(up{app="oven-service", namespace="bakery"})');
  expect(expression(down(oven, { kubernetes }))).toContain('deployment="oven-service", namespace="bakery"}');
});

test("a combination still detects the outage", () => {
  expect(down(cart).or(errorRatio(cart.http).above(0.5)).traits.outageOf).toEqual([{ system: "shop", name: "cart" }]);
  expect(errorRatio(cart.http).above(0.5).or(down(cart)).traits.outageOf).toEqual([{ system: "shop", name: "cart" }]);
});

test("unknown options are reported", () => {
  const condition = down(cart, { deploymnt: "cart" } as object);
  expect(condition.origin.wrongOptions?.problems).toMatchObject([{ type: "unknown", path: ["deploymnt"] }]);
});

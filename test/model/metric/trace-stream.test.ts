import { counter, system, traceStream } from "telltale";
import { expect, test } from "vitest";

const traces = traceStream({ service: 'cart "blue"' });

test("traces are selected by the name of their service", () => {
  expect(traces.toTraceql()).toBe('{ resource.service.name = "cart \\"blue\\"" }');
});

test("traces are narrowed down to failed or slow ones, or both", () => {
  expect(traces.failed().toTraceql()).toBe('{ resource.service.name = "cart \\"blue\\"" && status = error }');
  expect(traces.slowerThan("500ms").failed().toTraceql()).toContain("&& duration > 0.5s && status = error }");
  expect(traces.slowerThan("2s").toTraceql()).toContain("duration > 2s }");
});

test("a service knows its traces", () => {
  const shop = system("shop", {});
  const cart = shop.service("cart", { orders: counter("orders_total", { help: "Orders" }), traces });
  expect(cart.traces).toBe(traces);
  expect(cart.service.traces).toEqual([traces]);
});

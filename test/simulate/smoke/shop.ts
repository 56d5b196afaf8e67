import { compileProject } from "../../../src/compile/index.js";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import {
  cache,
  counter,
  gauge,
  histogram,
  http,
  info,
  type Query,
  row,
  system,
  timeseries,
  variable,
} from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { type SmokeReport, smoke } from "../../../src/simulate/smoke/index.js";

const environment = { dataSources: { prom: { type: "prometheus", uid: "prom" } } } as const;

/** A system with metrics, but without rules and dashboards. */
export function openShop() {
  const labels = { app: 2, namespace: ["shop"], pod: 4 } as const;
  const shop = system("shop", { labels, serviceLabel: "app", overview: false });
  const cart = shop.service("cart", {
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { method: 2, status: 6 } }),
      failed: { status: /5../ },
      duration: histogram("cart_duration_seconds", {
        help: "Time",
        labels: { method: 2 },
        buckets: [0.1, 0.5, 1, 2.5],
      }),
    }),
    prices: cache({
      hits: counter("cart_price_hits_total", { help: "Hits" }),
      misses: counter("cart_price_misses_total", { help: "Misses" }),
    }),
    open: gauge("cart_open", { help: "Open carts", labels: { tier: ["free", "pro"] } }),
    limit: gauge("cart_limit", { help: "The most carts that can be open" }),
    build: info("cart_build_info", { help: "What runs", labels: { version: 2 } }),
  });
  const stock = shop.service("stock", { level: gauge("stock_level", { help: "Pieces", labels: { shelf: 3 } }) });
  return { shop, cart, stock };
}

export type Shop = ReturnType<typeof openShop>;

/** Returns the findings of a shop with added definitions, in all its environments. */
export function smokeShop(define: (shop: Shop) => void, environments: readonly string[] = ["prod"]): SmokeReport {
  const opened = openShop();
  define(opened);
  const config = { environments: Object.fromEntries(environments.map((name) => [name, environment])) };
  const compiled = compileProject({ config, systems: [opened.shop as unknown as SystemFacts] });
  const errors = compiled.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ summary }) => summary).join("\n"));
  return smoke(compiled, { today: "2026-06-01" });
}

/** Returns the findings of a panel with an expression. */
export function foundInPanel(draw: (shop: Shop) => Query): readonly Diagnostic[] {
  return smokeShop((opened) => {
    opened.shop.dashboard("Cart", { rows: [row("All", [timeseries("Panel", draw(opened))])] });
  }).diagnostics;
}

/** Returns the findings of an alert. */
export function foundInAlert(when: (shop: Shop) => Query): readonly Diagnostic[] {
  return smokeShop((opened) => {
    opened.shop.alert("Alert", { when: when(opened), severity: "warning", summary: "x" });
  }).diagnostics;
}

export { variable };

import { counter, histogram, http, nativeHistogram, type SloOptions, system } from "telltale";
import { findingsOf } from "../alert/of-alerts.js";

/** Defines a shop with a service, for a test to add SLOs. */
export function defineShop() {
  const shop = system("shop", { labels: { app: 2, pod: 9 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { endpoint: 5, status: 8, code: 5 } }),
      failed: { status: /5../ },
      duration: histogram("cart_duration_seconds", { help: "Duration", buckets: [0.1, 0.5, 1] }),
    }),
    native: nativeHistogram("cart_wait_seconds", { help: "Wait" }),
    jobs: counter("cart_jobs_total", { help: "Jobs", labels: { result: 3 } }),
  });
  return { shop, cart };
}

export const { cart } = defineShop();

/** The findings of a check on SLOs with these options: their severities and summaries. */
export function summariesOf(check: string, ...slos: readonly Partial<SloOptions>[]): readonly string[] {
  const { shop } = defineShop();
  for (const [index, options] of slos.entries()) {
    shop.slo(`cart-${index}`, { description: "Fine", objective: "99.9%", window: "30d", ...options } as SloOptions);
  }
  return findingsOf(check, shop)
    .filter(({ id }) => id === check)
    .map(({ severity, summary }) => `${severity}: ${summary}`);
}

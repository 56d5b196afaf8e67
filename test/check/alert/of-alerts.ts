import { counter, histogram, http, type System, system } from "telltale";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { allFindings } from "../../../src/project/all-findings.js";

/** Defines a shop with two services, in two environments. */
export function defineShop(name = "shop") {
  const shop = system(name, { labels: { app: 2, pod: 9 }, serviceLabel: "app" });
  const serve = (name: string) =>
    shop.service(name, {
      http: http({
        requests: counter(`${name.replace("-", "_")}_requests_total`, {
          help: "Requests",
          labels: { endpoint: 5, status: 8 },
        }),
        failed: { status: /5../ },
        duration: histogram(`${name.replace("-", "_")}_duration_seconds`, { help: "Duration", buckets: [0.1, 1] }),
      }),
    });
  return { shop, cart: serve("cart"), stock: serve("stock-api") };
}

export const texts = { for: "5m", severity: "critical", summary: "…", runbook: "https://runbooks.example" } as const;

/** The findings of one check, or of several, on a system: `prod CartFails: in an outage …`. */
export function findingsOf(id: string, shop: System | SystemFacts) {
  const environment = { dataSources: { prom: { type: "prometheus", uid: "prom" } } } as const;
  const project = { config: { environments: { staging: environment, prod: environment } }, systems: [shop] };
  const compiled = compileProject(project as never);
  const found = checkProject(project as never, compiled, { today: "2026-06-01", findings: allFindings });
  return found.filter((one) => one.id === id || one.id.startsWith("allow/"));
}

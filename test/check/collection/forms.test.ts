import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  counter,
  logql,
  logStream,
  logs,
  promql,
  scrape,
  system,
  timeseries,
  window,
} from "../../../src/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const environments = {
  prod: {
    dataSources: { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } },
    scrapeInterval: "15s",
  },
} as const;

type Form = Pick<CollectionOptions, "compose" | "operator">;

/** A shop whose cart and user are used, with a collection of some jobs. */
function found(id: string, form: Form, jobsOf: (shop: ReturnType<typeof createShop>) => CollectionOptions["jobs"]) {
  const own = createShop();
  own.shop.collect("one", { jobs: jobsOf(own), ...form });
  const project = { config: { environments }, systems: [own.shop] };
  const diagnostics = checkProject(project, compileProject(project), { today: "2026-11-29", findings: allFindings });
  return diagnostics.filter((one) => one.id === `collection/${id}`).map(({ summary }) => summary);
}

function createShop() {
  const shop = system("shop", { labels: { app: ["cart", "user"], namespace: ["shop"] }, serviceLabel: "app" });
  const fields = { level: ["DEBUG", "ERROR"] } as const;
  const cart = shop.service("cart", {
    port: 8080,
    orders: counter("cart_orders_total", { help: "Orders" }),
    logs: logStream({ selector: { app: "cart" }, labels: { app: 1 }, fields }),
  });
  const user = shop.service("user", { port: 8080, logins: counter("user_logins_total", { help: "Logins" }) });
  shop.dashboard("Shop", {
    description: "The shop",
    panels: [
      timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
      timeseries("Logins", promql`sum(rate(${user.logins}[${window}]))`, { unit: "ops" }),
      logs("Details", logql`${cart.logs} | json | level="DEBUG"`),
    ],
  });
  return { shop, cart, user };
}

describe("jobs of the Prometheus operator are checked as others are:", () => {
  const form: Form = { operator: { namespace: "monitoring" } };

  test("a sound collection has no finding", () => {
    for (const id of ["never-collected", "doubled", "missing-label", "drops-used"])
      expect(found(id, form, ({ cart, user }) => [scrape(cart), scrape(user)])).toEqual([]);
  });

  test("a service that no job scrapes, and one that two jobs scrape", () => {
    expect(found("never-collected", form, ({ cart }) => [scrape(cart)])).toEqual([
      'no job of "one" scrapes "user", whose metrics are used: "user_logins_total"',
    ]);
    expect(
      found("doubled", form, ({ cart, user }) => [scrape(cart), scrape(user), scrape(cart, { job: "b" })]),
    ).toEqual(['the pods with app="cart", namespace="shop" are scraped twice: also by the job "cart"']);
  });

  test("labels that fixed targets do not get, and metrics that are dropped", () => {
    const jobs = ({ cart, user }: ReturnType<typeof createShop>) => [
      scrape(cart, { drop: ["cart_.*"] }),
      scrape(user, { targets: ["user:8080"], labels: {} }),
    ];
    expect(found("missing-label", form, jobs)).toContain(
      'the job adds no label "app", which selects the series of "user"',
    );
    expect(found("drops-used", form, jobs)).toEqual(['"cart_.*" drops "cart_orders_total", which is used']);
  });
});

test("drops-read-lines: in docker compose, too", () => {
  const compose = { components: { prometheus: {}, loki: {}, alloy: {} }, logs: { drop: { level: ["DEBUG"] } } };
  expect(found("drops-read-lines", { compose }, ({ cart, user }) => [scrape(cart), scrape(user)])).toEqual([
    'lines with level="DEBUG" are dropped, but panel "Details" of dashboard "Shop" asks for them',
  ]);
});

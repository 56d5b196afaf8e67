import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  counter,
  type DashboardOptions,
  type LogFilter,
  logql,
  logStream,
  logs,
  promql,
  scrape,
  stat,
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

type Form = Pick<CollectionOptions, "compose" | "operator" | "loki">;

/** A shop whose cart and user are used, with a collection of some jobs. */
function found(id: string, form: Form, jobsOf: (shop: ReturnType<typeof createShop>) => CollectionOptions["jobs"]) {
  const own = createShop();
  own.shop.collect("one", { jobs: jobsOf(own), ...form });
  const project = { config: { environments }, systems: [own.shop] };
  const diagnostics = checkProject(project, compileProject(project), { today: "2026-11-29", findings: allFindings });
  return diagnostics.filter((one) => one.id === `collection/${id}`).map(({ summary }) => summary);
}

/** An expression in LogQL whose text is not written out. */
const expressionOf = (text: string) => logql(Object.assign([text], { raw: [text] }));

/** The reasons for which a collection in docker compose with Fluent Bit is reported, if the shop has this dashboard. */
function foundWith(
  id: string,
  options: Pick<DashboardOptions, "panels" | "links">,
  logsOptions: LogFilter,
  more: Form = {},
) {
  const shop = system("shop", { labels: { app: ["cart"] }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    port: 8080,
    logs: logStream({
      ...{ selector: { app: "cart" }, labels: { app: 1 } },
      fields: { level: ["DEBUG", "ERROR"], user_id: 1000, duration: 1000 },
    }),
  });
  shop.dashboard("Lines", { description: "Lines", ...options });
  const components = { prometheus: {}, loki: {}, "fluent-bit": {} };
  shop.collect("one", { jobs: [scrape(cart)], ...more, compose: { components, logs: logsOptions } });
  const project = { config: { environments }, systems: [shop] };
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

describe("removes-read-field: a field that Fluent Bit takes out, and that an expression", () => {
  const lines = (expression: string) => ({ panels: [logs("Lines", expressionOf(expression))] });
  const reads = 'the field "user_id" is removed from lines, but panel "Lines" of dashboard "Lines" reads it';

  test.each([
    ["filters by", '{app="cart"} | json | user_id="7"'],
    ["prints", '{app="cart"} | json | line_format "{{.level}} {{.user_id}}"'],
    ["renames", '{app="cart"} | json | label_format user=user_id'],
    ["extracts", '{app="cart"} | json who="user_id"'],
    ["extracts by its own name", '{app="cart"} | json user_id'],
    ["keeps", '{app="cart"} | json | keep user_id'],
  ])("%s", (_, expression) => {
    expect(foundWith("removes-read-field", lines(expression), { remove: ["user_id"] })).toEqual([reads]);
  });

  test.each([
    ["groups by", 'sum by (user_id) (count_over_time({app="cart"} | json [5m]))'],
    ["computes with", 'avg_over_time({app="cart"} | json | unwrap user_id [5m])'],
  ])("%s", (_, expression) => {
    const panels = [timeseries("Lines", expressionOf(expression), { unit: "short" })];
    expect(foundWith("removes-read-field", { panels }, { remove: ["user_id"] })).toEqual([reads]);
  });

  test.each([
    ["another field", '{app="cart"} | json | level="ERROR"'],
    ["a label that is called like it", '{app="cart"} | json | label_format user_id=level | user_id="ERROR"'],
    ["a longer name", '{app="cart"} | json | line_format "{{.user_id_hash}}"'],
    ["other streams", '{app="user"} | json | user_id="7"'],
  ])("but not: %s", (_, expression) => {
    expect(foundWith("removes-read-field", lines(expression), { remove: ["user_id"] })).toEqual([]);
  });

  test("of a saved link", () => {
    const links = [{ title: "Lines of a user", explore: logql`{app="cart"} | json | user_id="7"` }];
    const options = { panels: [logs("All", logql`{app="cart"}`)], links };
    expect(foundWith("removes-read-field", options, { remove: ["user_id"] })).toEqual([
      'the field "user_id" is removed from lines, but link "Lines of a user" of dashboard "Lines" reads it',
    ]);
  });
});

test("drops-read-lines: lines for which a saved link asks", () => {
  const links = [{ title: "Details", explore: logql`{app="cart"} | json | level="DEBUG"` }];
  const options = { panels: [logs("All", logql`{app="cart"}`)], links };
  expect(foundWith("drops-read-lines", options, { drop: { level: ["DEBUG"] } })).toEqual([
    'lines with level="DEBUG" are dropped, but link "Details" of dashboard "Lines" asks for them',
  ]);
});

describe("logs-beyond-retention: Loki keeps lines for a week", () => {
  const found = (expression: string, loki: Form["loki"] = { retention: "168h" }) => {
    const panels = [stat("Errors", expressionOf(expression), { unit: "short" })];
    return foundWith("logs-beyond-retention", { panels }, {}, { ...(loki && { loki }) });
  };

  test.each([
    ['sum(count_over_time({app="cart"} [8d]))', "8d"],
    ['sum(count_over_time({app="cart"} [4d] offset 4d))', "8d"],
    ['sum(rate({app="cart"} [1h])) / sum(rate({app="cart"} [30d]))', "30d"],
  ])("%s", (expression, back) => {
    expect(found(expression)).toEqual([
      `panel "Errors" of dashboard "Lines" looks back ${back}, but Loki keeps lines for 168h`,
    ]);
  });

  test("a week is not too long, nor a range that the dashboard decides, nor a month with its default", () => {
    expect(found('sum(count_over_time({app="cart"} [7d]))')).toEqual([]);
    expect(found('sum(count_over_time({app="cart"} [$__range]))')).toEqual([]);
    expect(found('sum(count_over_time({app="cart"} [30d]))', {})).toEqual([]);
  });
});

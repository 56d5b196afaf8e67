import { gauge, promql, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { GrafanaAlertRule } from "../../../src/formats/grafana-alerting/index.js";
import { alertingOf, managed, problemsOf } from "./grafana-project.js";

function shopWith(define: (shop: ReturnType<typeof create>) => void) {
  const shop = create();
  define(shop);
  return shop;
}

const create = () => system("shop", { labels: { app: 3 }, serviceLabel: "app" });
const critical = { severity: "critical", summary: "It fails" } as const;
const rulesOf = (...args: Parameters<typeof managed>) =>
  alertingOf(managed(...args)).groups!.flatMap(({ rules }) => rules);
const uidsOf = (...args: Parameters<typeof managed>) => rulesOf(...args).map(({ uid }) => uid);

describe("uids", () => {
  test("stay when the expression changes, and when rules are added before", () => {
    const one = shopWith((shop) => shop.alert("Fails", { when: promql`up == 0`, ...critical }));
    const other = shopWith((shop) => {
      shop.alert("Earlier", { when: promql`up == 2`, ...critical });
      shop.alert("Fails", { when: promql`up == 1`, for: "5m", ...critical });
    });
    expect(uidsOf(one)).toEqual(["shop-fails"]);
    expect(uidsOf(other)).toEqual(["shop-earlier", "shop-fails"]);
  });

  test("tell alerts of one name apart by their service, or else by their labels and expression", () => {
    const shop = create();
    for (const name of ["cart", "search"] as const) {
      const { queue } = shop.service(name, { queue: gauge(`${name}_queue`, { help: "Waiting" }) });
      shop.alert("Waits", { when: promql`${queue} > 1`, ...critical, labels: { service: name } });
    }
    for (const limit of [1, 2])
      shop.alert("Twice", { when: promql`up > ${limit}`, ...critical, labels: { a: `${limit}` } });
    const uids = uidsOf(shop);
    expect(uids.filter((uid) => /waits/.test(uid))).toEqual(["shop-waits-cart", "shop-waits-search"]);
    expect(uids.filter((uid) => /twice/.test(uid))).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-shop-twice$/),
      expect.stringMatching(/^[0-9a-f]{8}-shop-twice$/),
    ]);
    expect(new Set(uids).size).toBe(uids.length);
  });

  test("are those that Grafana takes, however long the name", () => {
    const name = `Very${"Long".repeat(20)}Name`;
    const shop = shopWith((one) => {
      one.alert(name, { when: promql`up == 0`, ...critical });
      one.recordingRule("app:x:sum", promql`sum(up)`);
      one.recordingRule("app_x:sum", promql`sum(up)`);
    });
    for (const uid of uidsOf(shop)) expect(uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
    expect(new Set(uidsOf(shop)).size).toBe(3);
  });
});

describe("a rule that Grafana cannot have", () => {
  test.each([
    ["limit", { limit: 5 }, "a group of Grafana-managed rules has no limit"],
    ["interval", { interval: "15s" }, "Grafana cannot evaluate rules every 15s"],
  ] as const)("the %s of a group", (_, options, summary) => {
    const shop = shopWith((one) => {
      one.alert("Fails", { when: promql`up == 0`, ...critical, group: one.group("shop-group", options) });
    });
    expect(problemsOf(managed(shop))).toEqual([`error rule group "shop-group": ${summary}`]);
  });

  test("an expression that reads the state of alerts", () => {
    const shop = shopWith((one) => one.alert("Many", { when: promql`count(ALERTS) > 3`, ...critical }));
    expect(problemsOf(managed(shop))).toEqual([
      'error alert "Many": Grafana writes no ALERTS series: the expression would never return anything',
    ]);
  });

  test("a template that reads what Grafana does not have", () => {
    const summary = "{{ $externalLabels.cluster }} is down";
    const shop = shopWith((one) => one.alert("Down", { when: promql`up == 0`, severity: "critical", summary }));
    expect(problemsOf(managed(shop))).toEqual([
      'error alert "Down": templates of Grafana-managed rules have no $externalLabels',
    ]);
  });

  test("a name that is too long for a title", () => {
    const shop = shopWith((one) => one.alert("A".repeat(191), { when: promql`up == 0`, ...critical }));
    expect(problemsOf(managed(shop))).toEqual([expect.stringMatching(/the name has 191 characters/)]);
  });

  test("nothing of it is reported where Prometheus evaluates the rules", () => {
    const shop = shopWith((one) => one.alert("Many", { when: promql`count(ALERTS) > 3`, ...critical }));
    const environment = { dataSources: { metrics: { type: "prometheus" as const, uid: "prom" } } };
    expect(problemsOf(managed(shop, "13.0", { environments: { prod: environment } }))).toEqual([]);
  });
});

test("a series has the labels that Prometheus would add when it sends the alert, unless it has them", () => {
  const environment = {
    alerting: "grafana" as const,
    grafana: { folder: "Shop" },
    dataSources: { metrics: { type: "prometheus" as const, uid: "prom" } },
    externalLabels: { cluster: "one", app: "all" },
  };
  const shop = create();
  const { queue } = shop.service("cart", { queue: gauge("cart_queue", { help: "Waiting" }) });
  shop.alert("Waits", { when: promql`sum by (app) (${queue}) > 1`, ...critical });
  const [rule] = rulesOf(shop, "13.0", { environments: { prod: environment } });
  expect(rule!.labels).toMatchObject({ cluster: "one" });
  expect(rule!.labels).not.toHaveProperty("app");
});

test("an alert links to its panel, and to none without a dashboard", () => {
  const shop = shopWith((one) => {
    const annotations = { __dashboardUid__: "shop-cart", __panelId__: "7" };
    one.alert("Linked", { when: promql`up == 0`, ...critical, annotations });
    one.alert("Half", { when: promql`up == 0`, ...critical, annotations: { __dashboardUid__: "shop-cart" } });
  });
  const [half, linked] = rulesOf(shop) as readonly GrafanaAlertRule[];
  expect(linked).toMatchObject({ dashboardUid: "shop-cart", panelId: 7 });
  expect([half!.dashboardUid, half!.annotations]).toEqual([undefined, { summary: "It fails" }]);
});

test("groups of one name in several files keep apart", () => {
  const shop = shopWith((one) => {
    one.alert("Fails", { when: promql`up == 0`, ...critical });
    one.ruleFile("old", "groups:\n  - name: shop\n    rules:\n      - alert: Old\n        expr: up == 0\n");
  });
  expect(alertingOf(managed(shop)).groups!.map(({ name }) => name)).toEqual(["shop", "shop (old)"]);
});

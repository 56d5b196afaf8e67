import { gauge, logStream, promql, system } from "telltale";
import { describe, expect, test } from "vitest";
import { expandAlertTemplate } from "../../../src/gotemplate/expand.js";
import type { Config } from "../../../src/model/project/config.js";
import { compiled, config, rulesOf } from "../project.js";

const labels = { namespace: ["shop"], app: 3, pod: 9 } as const;
const shopLogs = logStream({ selector: { namespace: "shop" }, labels, fields: { level: 4 } });

function defineShop() {
  const shop = system("shop", { labels, serviceLabel: "app" });
  const cart = shop.service("cart", {
    stock: gauge("cart_stock", { help: "Articles" }),
    logs: shopLogs.where({ app: "cart" }),
  });
  const proxy = shop.service("proxy", { open: gauge("proxy_open", { help: "Connections" }) });
  return { shop, cart, proxy };
}

const alert = { severity: "warning", summary: "…" };

/** The annotation `logs_url` of the alert that a function defines. */
function logsUrl(define: (fixture: ReturnType<typeof defineShop>) => void, changes: Partial<Config> = {}) {
  const fixture = defineShop();
  define(fixture);
  const rule = rulesOf(compiled(fixture.shop, changes)).groups[0]!.rules.find((one) => "alert" in one);
  return (rule as { annotations: Record<string, string> }).annotations.logs_url;
}

/** The address as a browser reads it, when an alert with these labels has fired. */
function open(url: string | undefined, carried: Record<string, string>) {
  const data = { labels: carried, externalLabels: {}, externalUrl: "", value: 1, name: "A", time: 0 };
  const expansion = expandAlertTemplate(url!, data, () => ({ samples: [] }));
  return new URL((expansion as { text: string }).text);
}

function paneOf(url: string | undefined, carried: Record<string, string> = {}) {
  return JSON.parse(open(url, carried).searchParams.get("panes")!).logs;
}

describe("the logs that an alert links to", () => {
  test("are those of the service whose metrics it reads, in the last hour", () => {
    const url = logsUrl(({ shop, cart }) => shop.alert("A", { ...alert, when: promql`sum(${cart.stock}) < 1` }));
    const { origin, pathname, searchParams } = open(url, {});
    expect([origin, pathname]).toEqual(["https://grafana.example.com", "/explore"]);
    expect([searchParams.get("schemaVersion"), searchParams.get("orgId")]).toEqual(["1", "1"]);
    const datasource = { type: "loki", uid: "loki" };
    expect(paneOf(url)).toEqual({
      datasource: "loki",
      queries: [{ refId: "A", datasource, expr: '{namespace="shop", app="cart"}', queryType: "range" }],
      range: { from: "now-1h", to: "now" },
    });
  });

  test("are found through a recording rule", () => {
    const url = logsUrl(({ shop, cart }) => {
      const recorded = shop.recordingRule("app:cart_stock:sum", promql`sum(${cart.stock})`);
      shop.alert("A", { ...alert, when: promql`${recorded} < 1` });
    });
    expect(paneOf(url).queries[0].expr).toBe('{namespace="shop", app="cart"}');
  });

  test("are narrowed down to labels of the alert", () => {
    const url = logsUrl(({ shop, cart }) =>
      shop.alert("A", { ...alert, when: promql`sum by (pod, app) (${cart.stock}) < 1`, logs: shopLogs }),
    );
    const expression = (carried: Record<string, string>) => paneOf(url, carried).queries[0].expr;
    expect(expression({ app: "cart", pod: "cart-1 & more" })).toBe(
      '{namespace="shop", app="cart", pod="cart-1 & more"}',
    );
    expect(expression({ app: "cart" })).toBe('{namespace="shop", app="cart"}');
  });

  test("are those that it names", () => {
    const url = logsUrl(({ shop, proxy }) =>
      shop.alert("A", { ...alert, when: promql`sum(${proxy.open}) > 9`, logs: shopLogs.where({ app: /cart|proxy/ }) }),
    );
    expect(paneOf(url).queries[0].expr).toBe('{namespace="shop", app=~"cart|proxy"}');
  });

  test("are in the address that Grafana 9 reads", () => {
    const url = logsUrl(({ shop, cart }) => shop.alert("A", { ...alert, when: promql`sum(${cart.stock}) < 1` }), {
      versions: { grafana: "9.5" },
    });
    expect(JSON.parse(open(url, {}).searchParams.get("left")!)).toMatchObject({ datasource: "loki" });
  });

  test("are left out if the service has no logs, Grafana no address, or the environment no data source of logs", () => {
    expect(
      logsUrl(({ shop, proxy }) => shop.alert("A", { ...alert, when: promql`${proxy.open} > 9` })),
    ).toBeUndefined();
    const prod = config.environments.prod!;
    for (const changed of [{ grafana: {} }, { dataSources: { metrics: { type: "prometheus", uid: "prom" } } }] as const)
      expect(
        logsUrl(({ shop, cart }) => shop.alert("A", { ...alert, when: promql`${cart.stock} < 1` }), {
          environments: { prod: { ...prod, ...changed } },
        }),
      ).toBeUndefined();
  });
});

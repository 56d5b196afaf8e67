import { gauge, promql, stat, system, traceStream } from "telltale";
import { describe, expect, test } from "vitest";
import type { Config } from "../../../src/model/project/config.js";
import { compiled, config, rulesOf } from "../project.js";

const withTempo: Partial<Config> = {
  environments: {
    prod: {
      ...config.environments.prod!,
      dataSources: { ...config.environments.prod!.dataSources, tempo: { type: "tempo", uid: "traces-of-prod" } },
    },
  },
};

function defineShop() {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    stock: gauge("cart_stock", { help: "Articles" }),
    traces: traceStream({ service: "cart" }),
  });
  const proxy = shop.service("proxy", { open: gauge("proxy_open", { help: "Connections" }) });
  return { shop, cart, proxy };
}

type Fixture = ReturnType<typeof defineShop>;
const alert = { severity: "warning", summary: "…" };

/** The annotation `traces_url` of the alert that a function defines. */
function tracesUrl(define: (fixture: Fixture) => void, changes: Partial<Config> = withTempo) {
  const fixture = defineShop();
  define(fixture);
  const rule = rulesOf(compiled(fixture.shop, changes)).groups[0]!.rules.find((one) => "alert" in one);
  return (rule as { annotations: Record<string, string> }).annotations.traces_url;
}

function paneOf(url: string | undefined) {
  return JSON.parse(new URL(url!, "https://grafana.example.com").searchParams.get("panes")!).traces;
}

describe("the traces that an alert links to", () => {
  const ofCart = ({ shop, cart }: Fixture) => shop.alert("A", { ...alert, when: promql`sum(${cart.stock}) < 1` });

  test("are those of the service whose metrics it reads, in the last hour", () => {
    const url = tracesUrl(ofCart);
    expect(url).toMatch(/^https:\/\/grafana\.example\.com\/explore\?schemaVersion=1&panes=/);
    expect(paneOf(url)).toEqual({
      datasource: "traces-of-prod",
      queries: [
        {
          refId: "A",
          datasource: { type: "tempo", uid: "traces-of-prod" },
          queryType: "traceql",
          query: '{ resource.service.name = "cart" }',
          limit: 20,
          tableType: "traces",
        },
      ],
      range: { from: "now-1h", to: "now" },
    });
  });

  test("are those that it names", () => {
    const url = tracesUrl(({ shop, cart, proxy }) =>
      shop.alert("A", { ...alert, when: promql`sum(${proxy.open}) > 9`, traces: cart.traces.failed() }),
    );
    expect(paneOf(url).queries[0].query).toBe('{ resource.service.name = "cart" && status = error }');
  });

  test("are left out without a data source, and for a service without traces", () => {
    expect(tracesUrl(ofCart, {})).toBeUndefined();
    const ofProxy = ({ shop, proxy }: Fixture) => shop.alert("A", { ...alert, when: promql`sum(${proxy.open}) > 9` });
    expect(tracesUrl(ofProxy)).toBeUndefined();
  });
});

test("a dashboard links to traces, if there is a data source for them", () => {
  const links = (changes: Partial<Config>) => {
    const { shop, cart } = defineShop();
    shop.dashboard("Cart", {
      description: "Is it slow?",
      links: [{ title: "Slow carts", traces: cart.traces.slowerThan("2s") }],
      panels: [stat("Stock", promql`sum(${cart.stock})`, { description: "Articles", unit: "short" })],
    });
    const [dashboard] = compiled(shop, changes).artifacts.filter(({ kind }) => kind === "grafana dashboard");
    return (dashboard!.value as { links: readonly { title: string; url: string }[] }).links;
  };
  expect(links({})).toEqual([]);
  const [link] = links(withTempo);
  expect(link!.title).toBe("Slow carts");
  expect(paneOf(link!.url).queries[0].query).toBe('{ resource.service.name = "cart" && duration > 2s }');
});

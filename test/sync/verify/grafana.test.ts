import { describe, expect, test, vi } from "vitest";
import { type Personality, startGrafana, token } from "../grafana/double/grafana-double.js";
import { configText, createProject } from "../project.js";
import { telltale } from "../telltale.js";

vi.setConfig({ testTimeout: 120_000 });

const project = {
  "package.json": '{ "name": "shop", "type": "module" }',
  "systems/shop.ts": `
    import { counter, promql, row, system, timeseries, variable } from "telltale";
    export const shop = system("shop", {});
    export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders", labels: { shop: 5 } }) });
    const byShop = variable.label("shop", cart.orders, "shop");
    export const dashboard = shop.dashboard("Cart", {
      variables: [byShop],
      rows: [row("Traffic", [
        timeseries("Orders", promql\`sum(rate(\${cart.orders.where({ shop: byShop })}[$__rate_interval]))\`),
        timeseries("Lost", promql\`sum(rate(\${cart.orders.where({ shop: "lost" })}[5m]))\`),
        timeseries("Broken", promql\`sum(rate(\${cart.orders}[7m]))\`),
      ])],
    });
  `,
};

async function setUp(personality: Personality) {
  const grafana = await startGrafana(personality);
  const asked: string[] = [];
  grafana.store.proxies.set("prometheus", (path, parameters) => {
    if (path === "api/v1/label/shop/values")
      return { status: 200, body: { status: "success", data: ["berlin", "rome"] } };
    const query = parameters.get("query") ?? "";
    asked.push(query);
    if (query.includes("[7m]")) return { status: 422, body: { status: "error", error: "too many samples" } };
    const result = query.includes('shop="lost"') ? [] : [{ metric: {}, values: [[0, "1"]] }];
    return { status: 200, body: { status: "success", data: { resultType: "matrix", result } } };
  });
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...project });
  return { grafana, asked, run: (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token }) };
}

describe.each<Personality>(["apis", "api"])("a Grafana with /%s", (personality) => {
  test("is asked each query of its dashboards, with GETs alone", async () => {
    const { grafana, asked, run } = await setUp(personality);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    grafana.forget();
    const { code, stdout } = await run("verify");
    expect(code).toBe(1);
    expect(grafana.writes()).toEqual([]);
    expect(stdout).toContain("✓ is as the definitions describe it");
    expect(stdout).toContain("✗ queries of dashboards work (1 wrong)");
    expect(stdout).toContain('panel "Broken" of dashboard "Cart": 422 too many samples');
    expect(stdout).toContain("! queries of dashboards return data (1 of 2 empty)");
    expect(stdout).toContain('      panel "Lost" of dashboard "Cart"\n');
    expect(asked).toContainEqual(expect.stringMatching(/shop=~"berlin".*\[\d+[ms]\]/));
    expect(asked.every((query) => !/\$/.test(query))).toBe(true);
  });

  test("without a data source fails each query", async () => {
    const { grafana, run } = await setUp(personality);
    grafana.store.proxies.clear();
    await run("sync", "--yes");
    const { code, stdout } = await run("verify", "--json", "--only", "dashboards/shop-cart");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: 1,
      targets: [
        { target: "grafana", checks: [{ outcome: "ok" }, { outcome: "wrong", count: 3 }, { outcome: "ok", count: 0 }] },
      ],
    });
  });
});

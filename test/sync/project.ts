import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../project/temporary-folder.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The text of a small project's definitions. */
export interface ProjectText {
  readonly title?: string;
  readonly threshold?: number;
  /** The dashboards beside the first one. */
  readonly more?: readonly string[];
}

/** The files of a project with a dashboard, an alert and a receiver. */
export function projectFiles({ title = "Cart", threshold = 1, more = [] }: ProjectText = {}): Record<string, string> {
  return {
    "package.json": '{ "name": "shop", "type": "module" }',
    "systems/shop.ts": `
      import { counter, promql, receiver, row, secret, system, timeseries, down } from "telltale";
      const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
      export const shop = system("shop", { routes: { page: [team] } });
      export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
      const orders = timeseries("Orders", promql\`sum(rate(\${cart.orders}[5m])) * ${threshold}\`, { unit: "short" });
      export const dashboard = shop.dashboard("${title}", { key: "cart", rows: [row("Traffic", [orders])] });
      export const others = ${JSON.stringify(more)}.map((name) =>
        shop.dashboard(name, { rows: [row("Traffic", [timeseries("Orders", promql\`sum(\${cart.orders})\`)])] }));
      export const noOrders = shop.alert("NoOrders", {
        when: promql\`rate(\${cart.orders}[5m]) < ${threshold}\`, for: "5m", severity: "page", summary: "Nobody orders",
      });
    `,
  };
}

/** The text of a configuration, with these fields beside its environment. */
export function configText(fields = ""): string {
  return `
    import { defineConfig, env, file } from "telltale";
    export default defineConfig({
      environments: {
        prod: {
          grafana: { folder: "Shop" },
          dataSources: { prom: { type: "prometheus", uid: "prometheus" } },
        },
      },
      ${fields}
    });
  `;
}

/** Creates a project on disk that can import "telltale". */
export function createProject(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder({ "node_modules/.keep": "", ...files });
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  return folder;
}

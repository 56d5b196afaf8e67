import { configText, createProject } from "../../project.js";
import { telltale } from "../../telltale.js";
import { type GrafanaDouble, type Personality, startGrafana, token } from "../double/grafana-double.js";

/** The secret in our own receivers, and one in a receiver of somebody else. */
export const ourSecret = "https://hooks.example.com/T0/ours-5c9e";
export const theirSecret = "theirs-77d1f0";

/** The text of a project whose alerts Grafana manages. */
export interface AlertingText {
  readonly threshold?: number;
  /** The names of the alerts beside the first one. */
  readonly more?: readonly string[];
  /** The channel of the receiver. */
  readonly channel?: string;
  /** The hours in which warnings are sent; undefined for all. */
  readonly hours?: string | undefined;
}

export function alertingFiles({ threshold = 1, more = [], channel = "#shop", hours }: AlertingText = {}) {
  const [from, to] = hours?.split("-") ?? [];
  const office = `timeInterval("office", { times: [{ from: "${from}", to: "${to}" }] })`;
  const warning = hours === undefined ? "[team]" : `{ to: [team], active: [${office}] }`;
  return {
    "package.json": '{ "name": "shop", "type": "module" }',
    "systems/shop.ts": `
      import { counter, promql, receiver, row, env, system, timeInterval, timeseries } from "telltale";
      const team = receiver.slack("team", { url: env("SLACK_URL"), channel: "${channel}" });
      const oncall = receiver.webhook("oncall", { url: env("HOOK_URL") });
      export const shop = system("shop", {
        routes: { page: [oncall], warning: ${warning} },
        overview: false,
      });
      export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
      const orders = timeseries("Orders", promql\`sum(rate(\${cart.orders}[5m]))\`, { unit: "short" });
      export const dashboard = shop.dashboard("Cart", { rows: [row("Traffic", [orders])] });
      export const record = shop.recordingRule("cart:orders:rate5m", promql\`sum(rate(\${cart.orders}[5m]))\`);
      export const alerts = ["NoOrders", ...${JSON.stringify(more)}].map((name) => shop.alert(name, {
        when: promql\`rate(\${cart.orders}[5m]) < ${threshold}\`, for: "5m", severity: "page", summary: name,
        group: shop.group("cart-" + name, { interval: "1m" }),
      }));
    `,
  };
}

/** The environment of a sync, with our secrets. */
export const environment = { GRAFANA_TOKEN: token, SLACK_URL: ourSecret, HOOK_URL: `${ourSecret}/hook` };

/** Starts a Grafana in which others have alerts, too, and creates a project that is synced to it. */
export async function setUpAlerting(personality: Personality, text: AlertingText = {}) {
  const grafana = await startGrafana(personality);
  plantDecoys(grafana);
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const config = configText(`versions: { grafana: "12.4" }, targets: { ${target} },`).replace(
    "prod: {",
    'prod: { alerting: "grafana",',
  );
  const root = createProject({ "telltale.config.ts": config, ...alertingFiles(text) });
  const run = (...args: string[]) => telltale(root, args, environment);
  return { grafana, root, run, before: decoysOf(grafana) };
}

/** What others have in every place. */
export function plantDecoys({ store }: GrafanaDouble): void {
  const { alerting } = store;
  const fields = { annotations: {}, labels: {}, storedVersion: "v1beta1" };
  store.put({ ...fields, kind: "Folder", name: "theirs", spec: { title: "Theirs" } });
  store.put({ ...fields, kind: "Folder", name: "shop", spec: { title: "Shop" } });
  const rule = { title: "Decoy", condition: "A", data: [{ refId: "A", model: { expr: "up" } }], for: "5m" };
  alerting.rules.set("decoy", { ...rule, uid: "decoy", folderUID: "theirs", ruleGroup: "decoys", provenance: "none" });
  alerting.rules.set("decoy-2", { ...rule, uid: "decoy-2", folderUID: "shop", ruleGroup: "decoys", provenance: "api" });
  alerting.contactPoints.set("decoy", {
    ...{ uid: "decoy", name: "decoy", type: "webhook", disableResolveMessage: false, provenance: "none" as const },
    settings: { url: `https://example.com/${theirSecret}`, password: theirSecret },
  });
  alerting.muteTimings.set("shop/decoy", { intervals: [{ weekdays: ["monday"] }], provenance: "api" });
  alerting.templates.set("decoy", { text: '{{ define "decoy" }}x{{ end }}', provenance: "none" });
  alerting.policies = {
    receiver: "decoy",
    group_by: ["grafana_folder", "alertname"],
    routes: [
      {
        receiver: "decoy",
        object_matchers: [["team", "=", "infra"]],
        mute_time_intervals: ["shop/decoy"],
        continue: true,
      },
      {
        receiver: "empty",
        object_matchers: [
          ["system", "=", "shop"],
          ["severity", "=", "info"],
        ],
        routes: [{ receiver: "decoy" }],
      },
    ],
  };
}

/** Everything of others, as it is now. */
export function decoysOf({ store: { alerting } }: GrafanaDouble) {
  const { policies, policiesProvenance } = alerting;
  const isOurs = (route: object) => JSON.stringify(route).includes("telltale-shop");
  return structuredClone({
    rules: [...alerting.rules.values()].filter(({ uid }) => uid.startsWith("decoy")),
    contactPoints: alerting.contactPoints.get("decoy"),
    muteTimings: alerting.muteTimings.get("shop/decoy"),
    templates: alerting.templates.get("decoy"),
    policies: { ...policies, routes: (policies.routes ?? []).filter((route) => !isOurs(route)) },
    policiesProvenance,
  });
}

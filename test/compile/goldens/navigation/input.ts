// Links, variables, annotations, repeated panels, another data source, keys.
import {
  annotation,
  counter,
  defineConfig,
  gauge,
  promql,
  row,
  stat,
  system,
  timeseries,
  variable,
  window,
} from "telltale";

const shop = system("shop", { labels: { app: 3, namespace: 2, pod: 20 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests served" }),
  build: gauge("cart_build_time", { help: "When it was built" }),
});

const namespace = variable.label("namespace", cart.requests, "namespace", { multiple: false, all: false });
const pod = variable.label("pod", cart.requests.where({ namespace }), "pod", {
  label: "Pod",
  description: "Only these",
});
const app = variable.label("app", cart.requests, "app");
const tier = variable.list("tier", ["free", "basic, yearly", "pro"], { all: false });
const area = variable.list("area", ["eu", "us"], { allValue: ".*" });
const span = variable.intervals("span", ["5m", "1h"]);
const search = variable.text("search");
const region = variable.constant("region", "eu");

shop.dashboard("Cart in detail", {
  key: "cart",
  description: "Which pod is it?",
  tags: ["team-cart", "shop"],
  links: [
    "Overview",
    { title: "Runbooks", url: "https://runbooks.example.com" },
    { dashboard: "Overview", title: "Back" },
    { dashboard: "Cart in detail", title: "Free carts", variables: { tier: "free", search: "a & b" } },
    { title: "Of the team", tag: "team-cart" },
  ],
  variables: [namespace, pod, app, tier, area, span, search, region],
  annotations: [annotation("Deploys", promql`changes(${cart.build}[5m]) > 0`, { color: "purple", title: "{{pod}}" })],
  last: "1h30m",
  refresh: false,
  rows: [
    row(
      "Pods",
      [
        timeseries("Requests", promql`sum(rate(${cart.requests.where({ namespace, pod })}[${window}]))`, {
          repeat: pod,
          links: ["Overview", { title: "Manual", url: "https://example.com/manual" }],
        }),
        stat("Elsewhere", promql`sum(${cart.build})`, {
          dataSource: "archive",
          key: "archive",
          transparent: true,
          width: 6,
        }),
      ],
      { key: "pods" },
    ),
  ],
});

shop.dashboard("Overview", {
  description: "Is the shop open?",
  links: ["Cart in detail"],
  panels: [stat("Requests", promql`sum(rate(${cart.requests}[${window}]))`, { unit: "reqps" })],
});

const config = defineConfig({
  defaults: { dataSource: "metrics" },
  environments: {
    prod: {
      dataSources: { metrics: { type: "prometheus", uid: "prom" }, archive: { type: "prometheus", uid: "old" } },
    },
  },
});

export default { config, systems: [shop] };

// Tabs and automatic grids in each form: classic, as resources of Grafana 12 and 13, and for Git Sync.
import { autoGrid, counter, defineConfig, gauge, promql, row, stat, system, tab, text, timeseries, variable } from "telltale";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests served" }),
  open: gauge("cart_open", { help: "Open carts" }),
});

const pod = variable.label("pod", cart.requests, "pod");
const requests = promql`sum(rate(${cart.requests.where({ pod })}[5m]))`;
const open = promql`sum(${cart.open})`;
const perSecond = { description: "Per second", unit: "reqps" };
const carts = { description: "All tiers", unit: "short" };

shop.dashboard("Tabs", {
  description: "What happens in the shop?",
  variables: [pod],
  tabs: [
    tab("Cart", {
      panels: [stat("Open", open, { ...carts, width: 6 }), timeseries("Requests", requests, perSecond)],
      rows: [
        row("Traffic", [timeseries("Requests", requests, perSecond)]),
        row("Pods", [timeseries("Requests", requests, perSecond)], { collapsed: true, layout: autoGrid() }),
      ],
    }),
    tab("$pod", {
      key: "pod",
      repeat: pod,
      layout: autoGrid({ maxColumns: 4, columnWidth: "narrow", rowHeight: 200, fillScreen: true }),
      panels: [stat("Open", open, carts), timeseries("Requests", requests, { ...perSecond, repeat: pod })],
    }),
    tab("About", { panels: text("About", "The shop is owned by **team shop**.") }),
  ],
});

shop.dashboard("Grids", {
  description: "Which pod is it?",
  variables: [pod],
  layout: autoGrid({ maxColumns: 2, columnWidth: 400, rowHeight: "tall" }),
  panels: [stat("Open", open, carts), stat("Requests", requests, perSecond), text("About", "Ours.")],
  rows: [
    row("Placed", [timeseries("Requests", requests, { ...perSecond, repeat: pod, maxPerRow: 2 })], { layout: "grid" }),
    row("$pod", [timeseries("Requests", requests, perSecond)], { key: "pod", repeat: pod }),
  ],
});

const tier = variable.list("tier", ["free", "basic", "pro"], { allowCustomValue: false });

shop.dashboard("Conditions", {
  description: "What matters now?",
  only: ["grafana12", "grafana13"],
  variables: [tier, pod],
  tabs: [
    tab("Tiers", {
      hideIf: { variable: tier, is: "basic" },
      rows: [
        row("Free", [stat("Open", open, carts)], { showIf: { variable: tier, is: "free" } }),
        row("Paid", [stat("Open", open, carts)], {
          showIf: { all: [{ variable: tier, matchesNot: /^free$/ }, { timeRangeAtMost: "1h30m" }] },
        }),
      ],
    }),
    tab("Pods", {
      layout: autoGrid(),
      panels: [
        timeseries("Requests", requests, { ...perSecond, hideIf: { hasData: false } }),
        text("Cart", "Only the cart.", { showIf: { any: [{ variable: pod, matches: /^cart-/ }, { timeRangeAtMost: "1w" }] } }),
      ],
    }),
  ],
});

const region = variable.dataSource("region", "prometheus");
const range = variable.intervals("range", ["5m", "1h"]);

shop.dashboard("Sections", {
  description: "What happens where?",
  links: [{ dashboard: "Sections", title: "First pod", variables: { pod: "cart-1" } }],
  tabs: [
    tab("Pods", { variables: [pod], panels: timeseries("Requests", requests, { ...perSecond, repeat: pod }) }),
    tab("Regions", {
      variables: [pod],
      rows: [
        row("Carts", [stat("Open", open, { ...carts, dataSource: region })], { variables: [region], collapsed: true }),
        row("Requests", [timeseries("Requests", promql`sum(rate(${cart.requests}[${range}]))`, perSecond)], {
          variables: [range],
          repeat: pod,
        }),
      ],
    }),
  ],
});

shop.dashboard("Nested", {
  description: "Which part of the shop is it?",
  variables: [pod],
  rows: [
    row("Shop", [stat("Open", open, carts)], {
      collapsed: true,
      rows: [
        row("Requests", [timeseries("Requests", requests, perSecond)]),
        row("Pods", [timeseries("Requests", requests, perSecond)], { collapsed: true, repeat: pod }),
      ],
    }),
    row("Parts", [], {
      layout: autoGrid(),
      tabs: [
        tab("Cart", { panels: stat("Open", open, carts) }),
        tab("Traffic", {
          rows: [row("Now", [timeseries("Requests", requests, perSecond)], { tabs: [] }), row("About", text("About", "Ours."))],
        }),
      ],
    }),
    row("Without heading", [], { hideHeader: true, tabs: [tab("Notes", { panels: text("Notes", "None.") })] }),
  ],
});

const dataSources = { metrics: { type: "prometheus", uid: "prom" } } as const;

const config = defineConfig({
  environments: {
    classic: { dataSources },
    grafana12: { dataSources, grafana: { dashboards: "resources", folder: "Team Shop" }, versions: { grafana: "12.4" } },
    grafana13: {
      dataSources,
      grafana: { dashboards: "git-sync", folder: "Team Shop", folderUid: "shop" },
      versions: { grafana: "13.0" },
    },
  },
});

export default { config, systems: [shop] };

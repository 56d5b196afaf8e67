/** A text of a file, `undefined` if it does not exist, and the ids of the findings that it causes. */
export type Version = readonly [text: string | undefined, ...ids: string[]];

/** The texts that each file of the project may have. The first is that of the beginning. */
export type Versions = Readonly<Record<string, readonly Version[]>>;

const environment = (name: string, more = "") =>
  `${name}: { dataSources: { prom: { type: "prometheus", uid: "p" }, logs: { type: "loki", uid: "l" } }${more} }`;

const config = (environments: readonly string[], rest = "") => `import { defineConfig } from "telltale";
export default defineConfig({
  environments: { ${environments.join(", ")} },
  reference: { output: "docs/reference" },
  defaults: { runbooks: "https://runbooks.example/", retention: "40d"${rest} },
});
`;

const shop = (
  lines: string,
) => `import { cache, counter, gauge, histogram, http, receiver, scrape, secret, system } from "telltale";
import { slack } from "./receivers.js";
export const shop = system("shop", {
  labels: { app: 5, pod: 20 },
  serviceLabel: "app",
  routes: { page: [slack], warning: [slack] },
});
export const cart = shop.service("cart", {
  port: 8080,
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: 8, endpoint: 12 } }),
    failed: { status: /5../ },
    duration: histogram("cart_duration_seconds", { help: "Duration", labels: { endpoint: 12 }, buckets: [0.1, 0.5, 1] }),
  }),
  ${lines}
});
export const monitors = shop.collect("operator", {
  jobs: [scrape(cart, { pods: { namespace: "shop" } })],
  operator: { namespace: "shop", labels: { release: "stack" }, alertmanagerConfig: "None" },
});
`;

const carts = (threshold: number, more = "") => `import { errorRatio, latency, promql } from "telltale";
import { cart, shop } from "../systems/shop.js";
const slow = shop.group("slow", { interval: "5m" });
export const fails = shop.alert("CartFails", {
  when: errorRatio(cart.http).above(${threshold}),
  for: "5m",
  severity: "page",
  summary: "{{ $labels.app }} fails",
  runbook: { meaning: "Requests fail.", impact: "Nobody buys.", diagnosis: [{ text: "Look", dashboard: "Cart" }], mitigation: ["Roll back"] },
});
export const many = shop.alert("CartIsFull", {
  when: promql\`\${cart.items} > ${threshold * 1000}\`, for: "1h", severity: "warning", summary: "full", group: slow,
});
${more}`;

const dashboard = (
  title: string,
  panel: string,
) => `import { errorRatio, eventRate, promql, row, stat, timeseries } from "telltale";
import { cart, shop } from "../systems/shop.js";
import { describe } from "../shared/words.js";
export const ${title.toLowerCase()}Dashboard = shop.dashboard("${title}", {
  description: describe("${title}"),
  rows: [row("Requests", [timeseries("Failing", errorRatio(cart.http)), ${panel}])],
});
`;

/** A project of three systems, one of which reads a file and counts, and the ways in which its files change. */
export const versions: Versions = {
  "package.json": [['{ "type": "module" }']],
  "telltale.config.ts": [
    [config([environment("prod"), environment("test")])],
    [config([environment("prod")])],
    [config([environment("prod", ', retention: "30d"'), environment("test")], ', window: "10m"')],
    [config([environment("prod", ", colour: 1")]), "config/unknown-key"],
  ],
  "shared/words.ts": [
    ["export const describe = (title: string) => `Is the ${title} there?`;\n"],
    ["// Moved down.\nexport const describe = (title: string) => `Is the ${title} there?`;\n"],
    ["export const describe = (title: string) => `Does the ${title} work?`;\n"],
  ],
  "systems/receivers.ts": [
    [
      'import { receiver, secret } from "telltale";\nexport const slack = receiver.slack("team", { url: secret("U"), channel: "#a" });\n',
    ],
    [
      'import { receiver, secret } from "telltale";\nexport const slack = receiver.slack("team", { url: secret("U"), channel: "#b" });\n',
    ],
  ],
  "systems/shop.ts": [
    [shop('items: gauge("cart_items", { help: "Items" }),')],
    [shop('items: gauge("cart_items", { help: "Items in carts" }),')],
    [
      shop('\n  items: gauge("cart_items", { help: "Items" }),\n  extra: gauge("cart_unused", { help: "Unused" }),'),
      "metric/never-used",
    ],
    [shop('items: gauge("cart_items", { help: "Items", colour: "red" }),'), "definition/unknown-option"],
    ["export const shop = ;\n", "definition/syntax-error"],
  ],
  "alerts/cart.ts": [
    [carts(0.05)],
    [carts(0.1)],
    [
      carts(0.05, 'shop.alert("Hidden", { when: promql`cart_items > 1`, severity: "page", summary: "x" });\n'),
      "definition/not-exported",
    ],
    [carts(0.05, 'throw new Error("not today");\n'), "definition/throws"],
    [carts(0.05, 'console.log("printed");\n'), "definition/prints"],
    [carts(0.05).replace("cart.items", "cart.missing"), "definition/unfilled-hole"],
    [undefined],
  ],
  "dashboards/cart.ts": [
    [dashboard("Cart", 'stat("Items", promql`sum(${cart.items})`)')],
    [dashboard("Cart", 'stat("Items", promql`sum(rate(${cart.items}[5m]))`)'), "promql/rate-on-gauge"],
    [dashboard("Cart", 'stat("Carts", promql`sum(${cart.items}`)'), "promql/syntax"],
    [dashboard("Overview", 'stat("Items", promql`sum(${cart.items})`)'), "definition/unknown-dashboard"],
    [undefined, "definition/unknown-dashboard"],
  ],
  "dashboards/second.ts": [
    [dashboard("Second", 'timeseries("Requests", eventRate(cart.http.requests), { links: ["Cart"] })')],
    [
      dashboard("Second", 'timeseries("Requests", eventRate(cart.http.requests), { links: ["Crat"] })'),
      "definition/unknown-dashboard",
    ],
    [
      dashboard(
        "Second",
        'timeseries("Requests", promql`cart_nothing`, { allow: { "promql/unknown-metric": "soon" } })',
      ),
    ],
    [
      dashboard("Second", 'timeseries("Requests", promql`cart_items`, { allow: { "promql/unknown-metric": "soon" } })'),
      "allow/unused",
    ],
    [undefined],
  ],
  "slos/cart.ts": [
    [
      `import { eventRatio } from "telltale";
import { cart, shop } from "../systems/shop.js";
export const slo = shop.slo("cart", {
  description: "Carts answer.", indicator: eventRatio(cart.http), objective: "99.9%", window: "30d", page: "page", ticket: "warning",
});
`,
    ],
    [undefined],
  ],
  "systems/depot.ts": [
    [
      `import { gauge, promql, system, timeseries } from "telltale";
import { cart } from "./shop.js";
export const depot = system("depot", { routes: {}, overview: false });
export const shelf = depot.service("shelf", { parts: gauge("shelf_parts", { help: "Parts" }) });
export const parts = depot.dashboard("Parts", {
  description: "Parts, and items.",
  panels: [timeseries("Parts", promql\`\${shelf.parts}\`), timeseries("Items", promql\`sum(\${cart.items})\`)],
});
`,
    ],
    [undefined],
  ],
  "shared/count.ts": [
    ["let count = 0;\nexport const next = () => (count += 1);\n"],
    ["let count = 10;\nexport const next = () => (count += 1);\n"],
  ],
  "systems/mill.ts": [
    [
      `import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gauge, promql, system } from "telltale";
import { next } from "../shared/count.js";
import { slack } from "./receivers.js";
export const mill = system("mill", { routes: { page: [slack] } });
export const wheel = mill.service("wheel", { turns: gauge("wheel_turns", { help: "Turns" }) });
export const first = mill.alert("First", { when: promql\`\${wheel.turns} > \${next()}\`, for: "5m", severity: "page", summary: "x" });
`,
    ],
  ],
  "alerts/mill.ts": [
    [
      `import { promql } from "telltale";
import { next } from "../shared/count.js";
import { mill, wheel } from "../systems/mill.js";
export const second = mill.alert("Second", { when: promql\`\${wheel.turns} > \${next()}\`, for: "5m", severity: "page", summary: "x" });
`,
    ],
    [undefined],
  ],
};

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/simulate/series/random.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const shop = {
  "package.json": '{ "type": "module" }',
  "telltale.config.ts": `import { defineConfig } from "telltale";
const dataSources = { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } };
export default defineConfig({ environments: { staging: { dataSources, retention: "800d" }, prod: { dataSources, retention: "800d" } } });
`,
  "systems/shop.ts": `import { counter, database, gauge, histogram, http, logStream, nativeHistogram, system } from "telltale";
export const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app", environments: { staging: {}, prod: {} } });
export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { endpoint: 12, status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("cart_request_duration_seconds", { help: "Time", labels: { endpoint: 12 }, buckets: [0.1, 0.5, 1] }),
  }),
  sizes: nativeHistogram("cart_sizes_bytes", { help: "Sizes" }),
  sent: counter("cart_mails_sent_total", { help: "Mails" }),
  queued: counter("cart_mails_queued_total", { help: "Mails" }),
  lastExport: gauge("cart_last_export_timestamp_seconds", { help: "Time of the last export", unit: "s" }),
  logs: logStream({ selector: { app: "cart" }, labels: { app: 3 }, fields: { event: 3 } }),
});
`,
};

/** Creates a project with these SLOs, and this package installed as users have it. */
function project(slos: string): string {
  const folder = temporaryFolder({ ...shop, "slos/slos.ts": slos });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  return folder;
}

function telltale(cwd: string, ...parameters: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(repository, "dist/cli/main.js"), ...parameters],
    { cwd, encoding: "utf8" },
  );
  return { stdout, stderr, status };
}

const imports = `import { eventRatio, fasterThan, fresherThan, latency, promql, timeSlices, uptime, window } from "telltale";
import { cart, shop } from "../systems/shop.js";
`;

const indicators = [
  "eventRatio(cart.http)",
  'eventRatio(cart.http, { by: ["endpoint"] })',
  'eventRatio({ good: cart.sent, of: cart.queued, events: "mails" })',
  'eventRatio({ failed: cart.http.requests.where({ status: /50[0-9]|x"\\\\d/ }), of: cart.http.requests })',
  "eventRatio({ failed: promql`sum(rate(${cart.queued}[${window}])) - sum(rate(${cart.sent}[${window}]))`, of: promql`sum(rate(${cart.queued}[${window}]))` })",
  "fasterThan(cart.http, 0.5)",
  'fasterThan(cart.http, 0.1, { by: ["endpoint"] })',
  "fasterThan(cart.sizes, 1000)",
  "uptime(cart)",
  'fresherThan(cart.lastExport, "1d")',
  "timeSlices({ service: cart, failed: latency(cart.http, 0.95).above(0.25) })",
];

const options: Readonly<Record<string, readonly string[]>> = {
  title: ['"The cart"', '"Cart: \\"quick\\" & `nice`"'],
  page: ['"critical"', '"warning"', 'shop.perEnvironment({ staging: "info", prod: "page" })'],
  ticket: ['"info"'],
  minimumFailures: ["0", "25"],
  expectedTraffic: ["0.5"],
  owner: ['"Team cart"'],
  runbook: ['"https://runbooks.example.com/cart"'],
  labels: ['{ tier: "1" }'],
  alerts: [
    "{ medium: false }",
    '{ fast: { spent: "5%", within: "30m", for: "5m" }, slow: { severity: "info" } }',
    '{ steady: { keepFiringFor: "1h", recent: "3h" }, fast: false }',
  ],
};

/** Random definitions: every indicator, and every option in some of them. */
function randomSlos(count: number): string {
  const random = createRandom("export", seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const definitions = Array.from({ length: count }, (_, index) => {
    const chosen = Object.entries(options).filter(() => random() < 0.3);
    const fields = [
      `description: ${JSON.stringify(pick(["Fine.", "It works:\nalways, as it should. # not a comment", "50 % of 'all'"]))}`,
      `indicator: ${indicators[index % indicators.length]}`,
      `objective: ${pick(['"99.9%"', '"95%"', '"99.99999%"', '"50.5%"', 'shop.perEnvironment({ staging: "90%", prod: "99.90%" })'])}`,
      `window: ${pick(['"30d"', '"7d"', '"2w"', '"90d"', '"36h"', '"week"', '"month"', '"year"'])}`,
      ...chosen.map(([option, values]) => `${option}: ${pick(values)}`),
    ];
    const name = pick(["cart-fast", "Cart_Availability", "cart.sizes", "cart"]);
    return `export const slo${index} = shop.slo(${JSON.stringify(`${name}-${index}`)}, { ${fields.join(", ")} });`;
  });
  return imports + definitions.join("\n");
}

test("an exported definition is imported as the same definition", () => {
  const original = project(randomSlos(rounds(66)));
  const exported = telltale(original, "export", "openslo");
  expect(exported).toMatchObject({ status: 0 });
  expect(exported.stdout.split("\n---\n")).toHaveLength(rounds(66));
  writeFiles(original, { "exported.yml": exported.stdout });
  const imported = telltale(original, "import", "exported.yml");
  expect(imported).toMatchObject({ status: 0 });
  const copy = project(imported.stdout);
  // The service is no part of a definition: it is that of the metrics, and `up` is one of every service.
  const withoutService = (text: string) => text.replace(/^ {2}service: .*\n/gm, "");
  const again = telltale(copy, "export", "openslo");
  expect(withoutService(again.stdout)).toBe(withoutService(exported.stdout));
});

test("its rules and alerts are the same, too", () => {
  const texts = 'description: "Fine", runbook: "https://runbooks.example.com/cart"';
  const definitions = [
    `export const one = shop.slo("cart-availability", { ${texts}, indicator: eventRatio(cart.http), objective: "99.9%", window: "30d" });`,
    `export const two = shop.slo("cart-mails", { ${texts}, indicator: eventRatio({ good: cart.sent, of: cart.queued, events: "mails" }), objective: "99%", window: "month", alerts: { fast: { spent: "5%" }, slow: false }, owner: "us" });`,
  ];
  const original = project(imports + definitions.join("\n"));
  writeFiles(original, { "exported.yml": telltale(original, "export", "openslo").stdout });
  const copy = project(telltale(original, "import", "exported.yml").stdout);
  const rules = [original, copy].map((folder) => {
    expect(telltale(folder, "build")).toMatchObject({ status: 0 });
    return readFileSync(join(folder, "generated/prod/shop/rules/slos.yml"), "utf8");
  });
  expect(rules[0]).toContain("CartMailsBudgetBurn");
  expect(rules[1]).toBe(rules[0]);
});

test("an environment has its own objective", () => {
  const objective = 'shop.perEnvironment({ staging: "95%", prod: "99.9%" })';
  const folder = project(
    `${imports}export const one = shop.slo("cart", { description: "Fine", indicator: eventRatio(cart.http), objective: ${objective}, window: "30d" });`,
  );
  expect(telltale(folder, "export", "openslo").stdout).toContain("targetPercent: 99.9\n");
  expect(telltale(folder, "export", "openslo", "-e", "staging").stdout).toContain("targetPercent: 95\n");
  expect(telltale(folder, "export", "openslo", "-e", "test")).toEqual({
    stdout: "",
    stderr: 'error: the project has no environment "test"\n(see telltale --help)\n',
    status: 2,
  });
  expect(telltale(folder, "export", "openslo", "--system", "bank").stderr).toContain(
    'the project has no system "bank"',
  );
});

test("Grafana Cloud gets requests, and none for what it cannot express", () => {
  const slo = (name: string, fields: string) =>
    `export const of_${name.replace("-", "_")} = shop.slo(${JSON.stringify(name)}, { title: "The cart", description: "Fine", objective: "99.9%", ${fields} });`;
  const folder = project(
    [
      imports.replace("eventRatio,", "eventRatio, logql,"),
      slo(
        "cart",
        'indicator: eventRatio(cart.http, { by: ["endpoint"] }), window: "28d", minimumFailures: 5, owner: "us"',
      ),
      slo("cart-month", 'indicator: eventRatio(cart.http), window: "month"'),
      slo("cart-day", 'indicator: eventRatio(cart.http), window: "1d"'),
      slo(
        "cart-logs",
        'window: "28d", indicator: eventRatio({ failed: logql`rate(${cart.logs} |= "x" [${window}])`, of: logql`rate(${cart.logs}[${window}])` })',
      ),
    ].join("\n"),
  );
  const { stdout, stderr, status } = telltale(folder, "export", "grafana-slo");
  expect(status).toBe(1);
  expect(stderr).toBe(
    [
      'not exported: "cart-logs": its events are in logs, which other tools cannot query',
      'not exported: "cart-day": its window is 1d, and Grafana needs 7d at least',
      'not exported: "cart-month": its window is the current month, and those of Grafana are rolling',
      "",
    ].join("\n"),
  );
  const requests = 'cart_requests_total{app="cart"}[$__rate_interval]';
  const failed = 'cart_requests_total{app="cart", status=~"5.."}[$__rate_interval]';
  const sum = (series: string) => `(sum by (app, endpoint) (rate(${series})))`;
  const burn = (severity: string, speed: string) => ({
    labels: [{ key: "severity", value: severity }],
    annotations: [
      { key: "name", value: `The cart: the error budget burns ${speed}` },
      { key: "description", value: "Fine" },
    ],
  });
  expect(JSON.parse(stdout)).toEqual({
    name: "The cart",
    description: "Fine",
    destinationDatasource: { uid: "prom" },
    query: { type: "freeform", freeform: { query: `1 - (${sum(failed)} or 0 * ${sum(requests)}) / ${sum(requests)}` } },
    objectives: [{ value: 0.999, window: "28d" }],
    labels: [
      { key: "slo", value: "cart" },
      { key: "owner", value: "us" },
    ],
    alerting: {
      fastBurn: burn("critical", "fast"),
      slowBurn: burn("warning", "slowly"),
      advancedOptions: { minFailures: 5 },
    },
  });
});

import { readFileSync } from "node:fs";
import {
  type Config,
  counter,
  defineConfig,
  down,
  env,
  errorRatio,
  gauge,
  histogram,
  http,
  latency,
  logStream,
  not,
  promql,
  receiver,
  red,
  row,
  system,
  table,
  timeseries,
  variable,
} from "telltale";
import { outage, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { collectMutants } from "../../src/mutate/collect-mutants.js";
import { allFindings } from "../../src/project/all-findings.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import { createRuleEngine } from "../../src/simulate/rules/engine.js";
import { collectGroups } from "../../src/simulate/run/rule-sources.js";
import { smoke } from "../../src/simulate/smoke/index.js";
import type { PlannedSeries } from "../../src/simulate/traffic/planned-series.js";
import { writeTraffic } from "../../src/simulate/traffic/write-traffic.js";
import { SourceFiles } from "../../src/source/source-files.js";

// A shop that is instrumented with OpenTelemetry, in a Prometheus that stores its names as they are.
const team = receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop" });

const shop = system("shop", {
  labels: { "service.name": 3, "k8s.pod.name": 9, "k8s.namespace.name": ["shop"] },
  serviceLabel: "service.name",
  routes: { critical: [team], warning: [team] },
});

const cart = shop.service("cart", {
  http: http({
    requests: counter("http.server.requests", {
      help: "Requests served",
      labels: { "http.route": ["/cart", "/cart/{id}"], "http.response.status_code": 8 },
    }),
    failed: { "http.response.status_code": /5../ },
    duration: histogram("http.server.request.duration", {
      help: "Time to serve a request",
      unit: "s",
      labels: { "http.route": ["/cart", "/cart/{id}"] },
      buckets: [0.01, 0.1, 0.5, 1, 2.5, 10, 60],
    }),
  }),
  queue: gauge("queue.size", { help: "Waiting orders", labels: { "queue.name": ["new", "paid"] } }),
  logs: logStream({ selector: { service_name: "cart" }, labels: { service_name: 3 }, fields: { level: 4 } }),
});

const pod = variable.label("pod", cart.http.requests, "k8s.pod.name");

shop.dashboard("Cart", {
  description: "Does the cart answer, correctly and in time?",
  variables: [pod],
  rows: [
    row("Traffic", red(cart.http)),
    row("Routes", red(cart.http, { by: ["http.route"], where: { "k8s.pod.name": pod } })),
    row("Queue", [
      timeseries("Waiting", promql`sum by (${["queue.name"]}) (${cart.queue}{"queue.name"!="paid"})`, {
        description: "Orders that wait to be paid",
        unit: "short",
        legend: "{{queue.name}}",
      }),
      table(
        "Queues",
        { size: promql`sum by ("queue.name") (${cart.queue})` },
        {
          description: "Orders by queue",
          columns: { "queue.name": { title: "Queue" }, size: { title: "Size", unit: "short" } },
        },
      ),
    ]),
  ],
});

const ratio = shop.recordingRule(
  "service.name:http.server.requests:error_ratio_rate5m",
  errorRatio(cart.http, { by: ["http.route"] }),
);

const alert = { for: "5m", runbook: "https://runbooks.example.com/cart" } as const;
const cartFails = shop.alert("CartFails", {
  ...alert,
  when: ratio.above(0.05, { whenBusy: 0.01 }),
  severity: "critical",
  summary: '{{ index $labels "service.name" }} fails on {{ index $labels "http.route" }}',
});
shop.alert("CartSlow", {
  ...alert,
  when: latency(cart.http, 0.95, { by: ["k8s.pod.name"], where: { "http.route": not("/cart/{id}") } }).above(2.5),
  severity: "warning",
  summary: '{{ index $labels "k8s.pod.name" }} is slow',
  dashboard: "Cart",
});
shop.alert("CartDown", {
  ...alert,
  when: down(cart),
  severity: "critical",
  summary: '{{ index $labels "service.name" }} is down',
  silences: [cartFails],
});
shop.alert("OrdersWait", {
  ...alert,
  when: promql`sum by ("queue.name") (label_replace(${cart.queue}, "queue.kind", "$1", "queue.name", "(.*)")) > 50`,
  severity: "warning",
  summary: '{{ index $labels "queue.name" }} is full',
  labels: { "queue.owner": "payments" },
});

const config = defineConfig({
  environments: {
    prod: {
      grafana: { url: "https://grafana.example.com" },
      dataSources: { prom: { type: "prometheus", uid: "prom" }, logs: { type: "loki", uid: "loki" } },
    },
  },
  versions: { prometheus: "3.5", alertmanager: "0.29", grafana: "12.0" },
});
const systems = [shop] as unknown as readonly SystemFacts[];
const sources = new SourceFiles((file) => (file === import.meta.filename ? readFileSync(file, "utf8") : undefined));
const compile = (versions: Config["versions"] = {}) =>
  compileProject({ config: { ...config, versions: { ...config.versions, ...versions } }, systems }, { sources });
const compiled = compile();
const rules = compiled.artifacts.filter((artifact) => artifact.kind === "prometheus rules");
const textOf = (path: string) => renderArtifact(compiled.artifacts.find((artifact) => artifact.path.endsWith(path))!);

describe("names with dots are written in quotes", () => {
  test("without any finding", () => {
    expect(compiled.diagnostics).toEqual([]);
    const found = checkProject({ config, systems }, compiled, { today: "2026-11-28", findings: allFindings });
    expect(found).toEqual([]);
  });

  test("in rules", () => {
    const exprs = rules.flatMap(({ rules }) => rules.map(({ data }) => data.expr.replace(/\s+/g, " ")));
    expect(exprs).toMatchInlineSnapshot(`
      [
        "( sum by ("service.name", "http.route") ( rate( {"http.server.requests", "service.name"="cart", "k8s.namespace.name"="shop", "http.response.status_code"=~"5.."}[5m] ) ) or 0 * sum by ("service.name", "http.route") ( rate({"http.server.requests", "service.name"="cart", "k8s.namespace.name"="shop"}[5m]) ) ) / sum by ("service.name", "http.route") ( rate({"http.server.requests", "service.name"="cart", "k8s.namespace.name"="shop"}[5m]) )",
        "sum by ("service.name") (up{"service.name"="cart", "k8s.namespace.name"="shop"}) == 0 or sum by ("service.name") (absent(up{"service.name"="cart", "k8s.namespace.name"="shop"}))",
        "{"service.name:http.server.requests:error_ratio_rate5m", "service.name"="cart"} > 0.05 and on ("service.name", "http.route") sum by ("service.name", "http.route") ( rate({"http.server.requests", "service.name"="cart", "k8s.namespace.name"="shop"}[5m]) ) >= 0.01",
        "histogram_quantile( 0.95, sum by (le, "service.name", "k8s.pod.name") ( rate( {"http.server.request.duration_bucket", "service.name"="cart", "k8s.namespace.name"="shop", "http.route"!="/cart/{id}"}[5m] ) ) ) > 2.5",
        "sum by ("queue.name") ( label_replace( {"queue.size", "service.name"="cart", "k8s.namespace.name"="shop"}, "queue.kind", "$1", "queue.name", "(.*)" ) ) > 50",
      ]
    `);
  });

  test("in variables, of which Grafana reads the label without quotes", () => {
    const query =
      'label_values({"http.server.requests", "service.name"="cart", "k8s.namespace.name"="shop"}, k8s.pod.name)';
    expect(textOf("dashboards/cart.json")).toContain(JSON.stringify(query));
  });

  test("in panels, and not in their legends", () => {
    const text = textOf("dashboards/cart.json");
    const { panels } = JSON.parse(text) as { readonly panels: readonly { readonly targets?: { expr: string }[] }[] };
    const exprs = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr.replace(/\s+/g, " ")));
    expect(exprs).toContain(
      'sum by ("queue.name") ( {"queue.size", "service.name"="cart", "k8s.namespace.name"="shop", "queue.name"!="paid"} )',
    );
    expect(text).toContain('"legendFormat": "{{http.route}}"');
  });

  test("in links, which read the label with index", () => {
    expect(textOf("rules/alerts.yml")).toContain('{{ with index $labels "k8s.pod.name" }}var-pod={{ . | urlquery }}');
  });
});

/** The alerts that fire in an hour with this traffic, with their summaries. */
function simulate(series: readonly PlannedSeries[], events: Parameters<typeof writeTraffic>[3] = []) {
  const store = createStore();
  const period = { start: 0, end: 3_600_000 };
  const version = { major: 3, minor: 5 };
  writeTraffic(store, systems[0]!, series, events, { ...period, interval: 60_000, version, expressions: [] });
  const engine = createRuleEngine({ groups: collectGroups(rules), store, version });
  for (const _ of engine.evaluations({ ...period, step: 60_000 }));
  const fired = engine.transitions.filter(({ to }) => to === "firing");
  return fired.map(({ alert: { name, annotations } }) => `${name}: ${annotations.summary}`);
}

describe("a simulation", () => {
  test("writes and reads them", () => {
    const failing = traffic(cart.http, { rate: 20, errors: steps({ "0m": 0, "10m": 0.4 }), latency: 0.05 });
    expect(simulate([failing])).toEqual(["CartFails: cart fails on /cart"]);
  });

  test("of an outage", () => {
    const busy = traffic(cart.http, { rate: 20, errors: 0, latency: 0.05 });
    expect(simulate([busy], [outage(cart, { at: "20m", for: "20m" })])).toEqual(["CartDown: cart is down"]);
  });
});

test("the smoke test evaluates every expression", () => {
  const { diagnostics } = smoke(compiled, { today: "2026-11-28" });
  expect(diagnostics).toEqual([]);
});

test("mutants are valid expressions", () => {
  const mutants = collectMutants(compiled, sources);
  expect(mutants.length).toBeGreaterThan(40);
});

describe("a release without such names is an error where the name is written", () => {
  const lines = readFileSync(import.meta.filename, "utf8").split("\n");
  const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
  const errors = (versions: Config["versions"]) =>
    compile(versions).diagnostics.map(({ id, summary, fix, span }) => ({ id, summary, fix, line: span?.start.line }));

  test("Prometheus 2", () => {
    const found = errors({ prometheus: "2.42" });
    expect(found).toContainEqual({
      id: "definition/unsupported",
      summary: 'Prometheus 2.42 cannot store the metric name "http.server.requests"',
      fix: 'target Prometheus 3.0 or later, or write the name as it is stored: "http_server_requests"',
      line: lineOf('counter("http.server.requests"'),
    });
    expect(found).toContainEqual(
      expect.objectContaining({
        summary: 'Prometheus 2.42 cannot store the label name "http.response.status_code"',
        line: lineOf('"http.response.status_code": 8'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        summary: 'Prometheus 2.42 cannot store the label name "k8s.pod.name"',
        line: lineOf('"k8s.pod.name": 9'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ id: "rules/invalid-recording-name", line: lineOf('"service.name:http.server') }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ id: "rules/invalid-label-name", line: lineOf('"queue.owner": "payments"') }),
    );
    // Not once more for every expression that has the name.
    expect(found.filter(({ id }) => id === "promql/syntax")).toEqual([]);
  });

  test("Alertmanager before 0.27 refuses the alerts, and before 0.29 the inhibition", () => {
    expect(errors({ alertmanager: "0.26" })).toContainEqual({
      id: "definition/unsupported",
      summary: 'Alertmanager 0.26 refuses alerts with the label "http.route"',
      fix: "target Alertmanager 0.27 or later, or aggregate the label away",
      line: lineOf("when: ratio.above"),
    });
    expect(errors({ alertmanager: "0.26" })).toContainEqual(
      expect.objectContaining({ summary: 'Alertmanager 0.26 cannot group alerts by the label "service.name"' }),
    );
    expect(errors({ alertmanager: "0.28" })).toEqual([
      {
        id: "definition/unsupported",
        summary: 'Alertmanager 0.28 cannot compare alerts in an inhibition by the label "service.name"',
        fix: "target Alertmanager 0.29 or later, or use another label",
        line: lineOf("serviceLabel:"),
      },
    ]);
  });

  test("Grafana before 11.5 cannot list the values of such a label", () => {
    expect(errors({ grafana: "11.4" })).toMatchObject([
      { summary: 'Grafana 11.4 cannot list the values of the label "k8s.pod.name"', line: lineOf("variable.label(") },
    ]);
  });

  test("Loki has no such names in any release", () => {
    const logs = logStream({ selector: { "service.name": "cart" }, labels: {}, fields: { "http.route": 5 } });
    const one = system("one", {});
    one.service("cart", { logs });
    const { diagnostics } = compileProject({ config, systems: [one] }, { sources });
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      'Loki cannot store the label name "service.name"',
      'Loki cannot store the label name "http.route"',
    ]);
  });
});

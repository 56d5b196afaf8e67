import { readFileSync } from "node:fs";
import {
  autoGrid,
  type Config,
  counter,
  type DashboardOptions,
  down,
  errorRatio,
  firing,
  gauge,
  http,
  logql,
  logs,
  panelJson,
  promql,
  receiver,
  redAbove,
  row,
  secret,
  signal,
  stat,
  system,
  tab,
  text,
  timeseries,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import { definitionFindings } from "../../src/compile/index.js";
import { LineTable } from "../../src/diagnostics/positions.js";
import type { SlackTexts } from "../../src/model/alert/receiver.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { SourceFiles } from "../../src/source/source-files.js";
import { compiled, config } from "./project.js";

const up = promql`up`;
const latency = signal("Latency", { query: up, unit: "s", description: "…" });
const alert = { when: promql`up == 0`, severity: "warning", summary: "…" };

function dashboard(options: DashboardOptions, title = "Cart"): SystemFacts {
  const shop = system("shop", {});
  shop.dashboard(title, { description: "?", ...options });
  return shop;
}

function defining(define: (shop: ReturnType<typeof system>) => void): SystemFacts {
  const shop = system("shop", { environments: { prod: {} } });
  define(shop);
  return shop;
}

/** An environment with dashboards as resources of Grafana 13. */
const resources: Partial<Config> = {
  environments: { prod: { ...config.environments.prod!, grafana: { dashboards: "resources" } } },
  versions: { grafana: "13.0" },
};

const tier = variable.list("tier", ["free", "pro"], { all: false });

/** By id: definitions with this finding, and its texts. */
const cases: Readonly<
  Record<string, readonly { wrong: () => SystemFacts; config?: Partial<Config>; summary: string; fix?: string }[]>
> = {
  "definition/unfilled-hole": [
    {
      wrong: () => dashboard({ panels: [stat("A", promql`${undefined as unknown as number} + 1`)] }),
      summary: "`${…}` number 1 is undefined: check the spelling, or look for a circular import",
    },
  ],
  "definition/wrong-language": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: logql`{app="cart"}` })),
      summary: "Prometheus evaluates rules, and it does not read LogQL",
    },
    {
      wrong: () => dashboard({ panels: [logs("A", up)] }),
      summary: "a logs panel needs a LogQL expression",
    },
  ],
  "definition/unknown-environment": [
    {
      wrong: () => system("shop", { environments: { prdo: {} } }),
      summary: 'the configuration has no environment "prdo"',
      fix: 'did you mean "prod"?',
    },
    {
      wrong: () =>
        defining((shop) => {
          const limit = shop.perEnvironment({ prod: 1, stagin: 2 });
          shop.alert("A", { ...alert, when: promql`up < ${limit}` });
        }),
      summary: 'the configuration has no environment "stagin"',
    },
  ],
  "definition/unknown-option": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, fro: "5m" } as never)),
      summary: 'unknown option "fro"',
      fix: 'did you mean "for"?',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { when: alert.when, severity: "warning", sumary: "A" } as never)),
      summary: 'unknown option "sumary"',
      fix: 'did you mean "summary"?',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { hieght: 4 } as never)] }),
      summary: 'unknown option "hieght"',
      fix: 'did you mean "height"?',
    },
    {
      wrong: () => defining((shop) => shop.service("a", { up: gauge("a", { help: "A", lables: { b: 1 } } as never) })),
      summary: 'unknown option "lables"',
      fix: 'did you mean "labels"?',
    },
    {
      wrong: () => defining((shop) => shop.service("a", { lables: { b: 1 } })),
      summary: 'unknown option "lables"',
      fix: 'did you mean "labels"?',
    },
    {
      wrong: () =>
        system("shop", {
          routes: { critical: { to: [receiver.webhook("a", { url: secret("A") })], groupWiat: "1m" } as never },
        }),
      summary: 'unknown option "groupWiat" in "routes.critical"',
      fix: 'did you mean "groupWait"?',
    },
  ],
  "definition/wrong-type": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: latency as never })),
      summary: '"when" needs a bound: it is a signal',
      fix: "add one, such as .above(0.05) or .below(10)",
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: shop.recordingRule("a:b", up) as never })),
      summary: '"when" needs a bound: it is a recording rule',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: "up == 0" as never })),
      summary: '"when" must be a condition or an expression, not a string',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, summary: undefined as never })),
      summary: '"summary" is undefined: check the spelling, or look for a circular import',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { when: alert.when, severity: "warning" } as never)),
      summary: '"summary" is missing',
      fix: 'add "summary"',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, for: 5 as never })),
      summary: '"for" must be a string, not a number',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, labels: { team: 1 } as never })),
      summary: '"labels.team" must be a string, not a number',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, group: "slow" as never })),
      summary: '"group" must be a rule group, not a string',
    },
    {
      wrong: () => defining((shop) => shop.recordingRule("a:b", latency.above(1) as never)),
      summary: "a recording rule needs an expression or a signal, not a condition",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", undefined as never)] }),
      summary:
        "the query of a panel must be an expression, a signal, a recording rule or a query of a data source, not undefined: check the spelling, or look for a circular import",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", { up, down: latency.above(1) as never })] }),
      summary: '"down" must be an expression, a signal, a recording rule or a query of a data source, not a condition',
    },
  ],
  "definition/exclusive-options": [
    {
      wrong: () => dashboard({ panels: [stat("A", up)], tabs: [tab("B", { panels: [stat("B", up)] })] }),
      summary: "the dashboard has tabs, and panels outside of them",
      fix: "move the panels into a tab",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [])], tabs: [tab("B", {})] }),
      summary: "the dashboard has tabs, and rows outside of them",
    },
    {
      wrong: () =>
        dashboard({ rows: [row("A", [], { showIf: { timeRangeAtMost: "1h" }, hideIf: { timeRangeAtMost: "5m" } })] }),
      config: resources,
      summary: "showIf and hideIf exclude each other",
    },
  ],
  "definition/missing-value": [
    {
      wrong: () => dashboard({ variables: [tier], rows: [row("A", [], { showIf: { variable: tier, is: "fre" } })] }),
      config: resources,
      summary: 'the variable "tier" has no value "fre"',
      fix: 'did you mean "free"?',
    },
    {
      wrong: () => dashboard({ variables: [tier], rows: [row("A", [], { hideIf: { variable: tier, isNot: "All" } })] }),
      config: resources,
      summary: 'the variable "tier" has no value "All"',
    },
    {
      wrong: () =>
        defining((shop) => shop.alert("A", { ...alert, for: shop.perEnvironment({} as { prod: "5m" }) as never })),
      summary: '"for" has no value for the environment "prod"',
      fix: "add prod: … to perEnvironment({ … })",
    },
    {
      wrong: () =>
        defining((shop) =>
          shop.dashboard("A", { panels: [stat("B", up, { thresholds: redAbove(shop.perEnvironment({} as never)) })] }),
        ),
      summary: 'a threshold has no value for the environment "prod"',
    },
    {
      wrong: () => dashboard({ variables: [variable.intervals("span", [])] }),
      summary: "the variable has no values",
    },
  ],
  "definition/unknown-version": [
    {
      wrong: () => system("shop", {}),
      config: { versions: { prometheus: "latest" } },
      summary: '"latest" is not a version of prometheus',
      fix: 'write a version such as "3.5"',
    },
  ],
  "definition/unsupported": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, group: shop.group("late", { queryOffset: "1m" }) })),
      config: { versions: { prometheus: "2.52" } },
      summary: "Prometheus 2.52 has no query_offset",
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, keepFiringFor: "1m" })),
      config: { versions: { prometheus: "2.41" } },
      summary: "Prometheus 2.41 has no keep_firing_for",
    },
    {
      wrong: () => defining((shop) => shop.service("cart", { size: gauge("queue.size", { help: "…" }) })),
      config: { versions: { prometheus: "2.55" } },
      summary: 'Prometheus 2.55 cannot store the metric name "queue.size"',
      fix: 'target Prometheus 3.0 or later, or write the name as it is stored: "queue_size"',
    },
    {
      wrong: () => system("shop", { routes: { warning: [receiver.webhook("hook", { url: secret("URL") })] } }),
      config: { versions: { alertmanager: "0.25" } },
      summary: "Alertmanager 0.25 cannot read a webhook URL from a file",
    },
    {
      wrong: () => {
        const tier = variable.list("tier", ["free"]);
        return dashboard({
          variables: [tier],
          tabs: [tab("$tier", { key: "tier", repeat: tier, rows: [row("A", [stat("A", up)])] })],
        });
      },
      summary: "a classic dashboard cannot repeat a tab that has rows: its tabs are rows, and rows are not nested",
      fix: "remove `repeat` or the rows; to leave it out of this environment, write `only`",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [], { showIf: { timeRangeAtMost: "1h" } })] }),
      summary: "a classic dashboard cannot hide a row: it is always shown",
      fix: "remove `showIf`; to leave it out of this environment, write `only`",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { hideIf: { hasData: false } })] }),
      config: resources,
      summary: "Grafana cannot hide a panel that has a place in a grid",
      fix: "write `layout: autoGrid()` for its row, tab or dashboard, or hide the whole row",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [], { showIf: { hasData: true } })] }),
      config: resources,
      summary: "a row has no data",
    },
    {
      wrong: () => dashboard({ panels: [text("A", "B", { showIf: { hasData: true } })], layout: autoGrid() }),
      config: resources,
      summary: "the panel has no queries, and so no data",
      fix: "compare a variable, or the time range",
    },
    {
      wrong: () => dashboard({ variables: [tier], tabs: [tab("A", { showIf: { variable: tier, matches: /^PRO/i } })] }),
      config: resources,
      summary: 'Grafana cannot compare with the flag "i" of a regular expression',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { showIf: { timeRangeAtMost: "1500ms" } })] }),
      config: resources,
      summary: "Grafana cannot compare the time range with 1500ms",
    },
  ],
  "definition/bad-name": [
    {
      wrong: () => dashboard({ key: "a/b" }),
      summary: '"a/b" is not a valid key',
      fix: 'use only letters, digits, - and _: "a-b"',
    },
    {
      wrong: () => dashboard({ key: "" }),
      summary: '"" is not a valid key',
      fix: 'use only letters, digits, - and _: "cart"',
    },
    { wrong: () => dashboard({ panels: [stat("A", up, { key: "a b" })] }), summary: '"a b" is not a valid key' },
    {
      wrong: () => defining((shop) => shop.ruleFile("../alerts", "groups: []")),
      summary: '"../alerts" is not a valid name for a rule file',
    },
    {
      wrong: () =>
        system("shop", { routes: { warning: [receiver.slack("s", { url: secret("../URL"), channel: "#a" })] } }),
      summary: '"../URL" is not a valid name for a secret',
    },
  ],
  "definition/duplicate-uid": [
    {
      wrong: () =>
        defining((shop) => {
          shop.dashboard("A", { key: "a" });
          shop.dashboard("B", { key: "A" });
        }),
      summary: 'the uid "shop-a" is also that of dashboard "B"',
    },
  ],
  "definition/duplicate-panel": [
    {
      wrong: () => dashboard({ rows: [row("A", []), row("a", [])] }),
      summary: 'the key "row a" is also that of row "A" of dashboard "Cart"',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", {}), tab("a", {})] }),
      summary: 'the key "tab a" is also that of tab "A" of dashboard "Cart"',
    },
  ],
  "definition/panel-id-collision": [
    {
      wrong: () => dashboard({ rows: [row("Row", [stat("Panel 28724", up), stat("Panel 60295", up)])] }),
      summary:
        'the key "row/panel-60295" hashes to the same id, 577370895, as the key "row/panel-28724" of panel "Panel 28724" of dashboard "Cart"',
    },
  ],
  "definition/panel-size": [
    { wrong: () => dashboard({ panels: [stat("A", up, { width: 25 })] }), summary: "width 25 is out of range (1–24)" },
    {
      wrong: () => dashboard({ panels: [stat("A", up)], layout: autoGrid({ maxColumns: 0 }) }),
      summary: "maxColumns 0 is out of range (1–24)",
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { panels: [stat("A", up)], layout: autoGrid({ rowHeight: 1.5 }) })] }),
      summary: "rowHeight 1.5 is not a whole number (1–10000)",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { height: 0.5 })] }),
      summary: "height 0.5 is not a whole number (1–1000)",
    },
  ],
  "definition/no-data-source": [
    {
      wrong: () => dashboard({ panels: [stat("A", up)] }),
      config: { environments: { prod: { dataSources: {} } } },
      summary: 'the environment "prod" has no default data source of type prometheus',
    },
  ],
  "definition/unknown-data-source": [
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "metric" })] }),
      summary: 'the environment "prod" has no data source "metric"',
      fix: 'did you mean "metrics"?',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "logs" })] }),
      summary: 'the data source "logs" is of type loki; the expression needs prometheus',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "toString" })] }),
      summary: 'the environment "prod" has no data source "toString"',
    },
  ],
  "definition/unknown-dashboard": [
    {
      wrong: () => dashboard({ links: ["Cartt"] }),
      summary: 'the system has no dashboard "Cartt"',
      fix: 'did you mean "Cart"?',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, dashboard: "Cart" })),
      summary: 'the system has no dashboard "Cart"',
    },
  ],
  "definition/missing-alert": [
    {
      wrong: () => {
        const shop = system("shop", {});
        const down = shop.alert("Down", { ...alert, only: ["staging"] });
        shop.alert("A", { ...alert, when: promql`${firing(down)} > 0` });
        return shop;
      },
      config: { environments: { staging: config.environments.prod!, prod: config.environments.prod! } },
      summary: 'the environment "prod" has no alert "Down"',
      fix: "leave this out, too, with `only`, or vary it: perEnvironment({ prod: … })",
    },
  ],
  "definition/unknown-panel": [
    {
      wrong: () =>
        defining((shop) => {
          shop.dashboard("Cart", { panels: [stat("Queue", up)] });
          shop.alert("A", { ...alert, dashboard: "Cart", panel: "Queues" });
        }),
      summary: 'the dashboard "Cart" has no panel "Queues"',
      fix: 'did you mean "Queue"?',
    },
  ],
  "definition/unknown-query": [
    {
      wrong: () => dashboard({ panels: [stat("A", { up, all: up }, { unit: "short", hiddenQueries: ["upp"] })] }),
      summary: 'the panel has no query "upp"',
      fix: 'did you mean "up"?',
    },
  ],
  "definition/duplicate-variable": [
    {
      wrong: () =>
        dashboard({
          rows: [
            row("A", [], { variables: [variable.list("tier", ["free"])] }),
            row("B", [], { variables: [variable.list("tier", ["pro"])] }),
          ],
        }),
      summary: 'two variables are named "tier"',
    },
    {
      wrong: () => dashboard({ variables: [variable.text("a"), variable.text("a")] }),
      summary: 'two variables are named "a"',
    },
    {
      wrong: () => dashboard({ variables: [variable.text("datasource")] }),
      summary: '"datasource" is reserved for the dashboard\'s data source',
    },
  ],
  "definition/unknown-variable": [
    {
      wrong: () =>
        dashboard({
          panels: [
            stat("A", up, { repeat: variable.label("pod", gauge("up", { help: "…", labels: { pod: 1 } }), "pod") }),
          ],
        }),
      summary: 'the panel repeats for "pod", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { repeat: variable.list("tier", ["free"]) })] }),
      summary: 'the tab repeats for "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ rows: [row("$tier", [], { key: "tier", repeat: tier, variables: [tier] })] }),
      summary: 'the row repeats for "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { showIf: { any: [{ variable: tier, is: "free" }] } })] }),
      config: resources,
      summary: 'the tab depends on "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () =>
        dashboard({ links: [{ dashboard: "Cart", variables: { pud: "a" } }], variables: [variable.text("pod")] }),
      summary: 'the dashboard "Cart" has no variable "pud"',
    },
  ],
  "definition/bad-panel": [
    { wrong: () => dashboard({ panels: [panelJson({ title: "A" })] }), summary: "not a panel: it has no type" },
    { wrong: () => dashboard({ panels: [panelJson({ type: "row" })] }), summary: "not a panel: it is a row" },
    {
      wrong: () =>
        dashboard({
          panels: [
            {
              build: () => {
                throw new Error("no title");
              },
            },
          ],
        }),
      summary: "the panel could not be built: no title",
    },
    {
      wrong: () => defining((shop) => shop.dashboardJson({ title: "A" })),
      summary: "not a Grafana dashboard: it has no list of panels",
    },
  ],
  "definition/invalid-dashboard": [
    {
      wrong: () =>
        dashboard({ panels: [panelJson({ type: "text", title: "A", options: { mode: "markdwon", content: "" } })] }),
      summary: expect.stringMatching(/^\/panels\/0\/options\/mode must be /),
    },
  ],
  "definition/duplicate-file": [
    {
      wrong: () => defining((shop) => shop.ruleFile("alerts", "groups: []")),
      summary: 'a rule file "alerts" already exists',
    },
  ],
  "definition/no-runbook-address": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, runbook: "page" })),
      summary: 'the runbook "page" has no URL',
    },
  ],
  "definition/selector-label": [
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2, namespace: 1 }, serviceLabel: "app" });
        const selector: Record<string, string> = { name_space: "shop" };
        shop.service("cart", { selector, orders: counter("cart_orders_total", { help: "Orders" }) });
        return shop;
      },
      summary: 'scraping adds no label "name_space" to the series of this service',
      fix: 'did you mean "namespace"?',
    },
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
        const selector: Record<string, string> = { status: "500" };
        shop.service("cart", { selector, orders: counter("o_total", { help: "Orders", labels: { status: 8 } }) });
        return shop;
      },
      summary: 'scraping adds no label "status" to the series of this service',
      fix: "select by one of: job, instance, app",
    },
  ],
  "definition/selector-value": [
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: ["auth-service", "user-service"] }, serviceLabel: "app" });
        shop.service("auth", { orders: counter("cart_orders_total", { help: "Orders" }) });
        return shop;
      },
      summary: 'the label "app" is never "auth"',
      fix: 'set selector: { app: "auth-service" }',
    },
  ],
  "definition/no-traffic": [
    {
      wrong: () => {
        const when = promql`up`.below(1, { whenBusy: 0.1 });
        return defining((shop) => shop.alert("A", { ...alert, when }));
      },
      summary: "`whenBusy` needs the rate of the events, and what is compared has none",
    },
  ],
  "definition/never-silenced": [
    {
      wrong: () => {
        const team = receiver.slack("s", { url: secret("A"), channel: "#a" });
        const shop = system("shop", { routes: { warning: [team] } });
        const options = { ...alert, severity: "warning" } as const;
        const silenced = shop.alert("Silenced", { ...options, when: promql`sum(up) == 0` });
        shop.alert("A", { ...options, when: down(shop.service("cart", {})), silences: [silenced] });
        return shop;
      },
      summary: '"Silenced" is never silenced: it has no label job',
      fix: "silence alerts of the same service, with the same labels, or leave it out",
    },
  ],
  "definition/outage-labels": [
    {
      wrong: () =>
        defining((shop) => {
          const requests = counter("cart_requests_total", { help: "Requests", labels: { status: 8, endpoint: 5 } });
          const cart = shop.service("cart", { http: http({ requests, failed: { status: /5../ } }) });
          const when = errorRatio(cart.http, { by: ["endpoint"] })
            .above(0.05)
            .orWhile(down(cart));
          return shop.alert("A", { ...alert, when });
        }),
      summary: "the outage has other labels than the condition: job instead of endpoint, job",
      fix: "leave endpoint out of what is compared, or alert on the outage separately",
    },
    {
      wrong: () =>
        defining((shop) => {
          const cart = shop.service("cart", {});
          return shop.alert("A", { ...alert, when: promql`sum(carts)`.below(1).orWhile(down(cart)) });
        }),
      summary: "the outage has other labels than the condition: job instead of none",
      fix: "compare a result with the label job",
    },
  ],
  "definition/no-receiver": [
    {
      wrong: () => system("shop", { routes: { critical: [] } }),
      summary: 'alerts of severity "critical" have no receiver',
    },
  ],
  "definition/duplicate-receiver": [
    {
      wrong: () =>
        system("shop", {
          routes: {
            a: [
              receiver.slack("s", { url: secret("A"), channel: "#a" }),
              receiver.slack("s", { url: secret("B"), channel: "#b" }),
            ],
          },
        }),
      summary: 'two receivers are named "s"',
    },
  ],
  "definition/bad-notification": [
    {
      wrong: () => withTexts({ title: "{{ .CommonLabels.alertname | upper }}" }),
      summary: 'Alertmanager 0.28 cannot render title: function "upper" not defined',
    },
    {
      wrong: () => withTexts({ text: '{{ if true }}{{ template "telltale.titel" . }}{{ end }}' }),
      summary: 'Alertmanager 0.28 cannot render text: template "telltale.titel" is not defined',
    },
    {
      wrong: () => {
        const details = { runbook: "{{ .CommonAnnotations.runbook_url }" };
        const page = receiver.pagerduty("p", { key: secret("A"), details });
        return system("shop", { routes: { critical: [page] } });
      },
      summary: 'Alertmanager 0.28 cannot render details.runbook: unexpected "}" in operand',
    },
  ],
};

test("every finding has a case here", () => {
  expect(Object.keys(cases)).toEqual(Object.keys(definitionFindings));
});

describe.each(Object.entries(cases))("%s", (id, examples) => {
  test.each(examples)("$summary", ({ wrong, config, summary, fix }) => {
    const { diagnostics } = compiled(wrong(), config);
    expect(diagnostics).toMatchObject([{ id, summary: summary, ...(fix !== undefined && { fix }) }]);
    // A version is set in the configuration, everything else in this file.
    if (id !== "definition/unknown-version") expect(diagnostics[0]!.span?.file).toBe(import.meta.filename);
  });
});

test("a finding of every environment is reported once", () => {
  const dataSources = { metrics: { type: "prometheus", uid: "prom" } } as const;
  const { diagnostics } = compiled(dashboard({ links: ["Nowhere"], panels: [stat("A", up)] }), {
    environments: { one: { dataSources }, two: { dataSources } },
  });
  expect(diagnostics).toHaveLength(1);
});

test("rule files in Prometheus' own format are checked, and findings point into the file", () => {
  const text = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: rate(up)\n";
  const wrong = (yaml: string | { text: string; path: string }) =>
    compiled(defining((shop) => shop.ruleFile("own", yaml)));
  expect(wrong({ text, path: "own.yml" }).diagnostics).toMatchObject([
    { id: "promql/syntax", severity: "error", span: { file: "own.yml", start: { line: 5 } } },
  ]);
  const { diagnostics } = wrong(text);
  expect(diagnostics).toMatchObject([{ id: "promql/syntax", span: { file: import.meta.filename } }]);
  expect(diagnostics[0]!.subject).toContain('line 5 of the rule file "own"');
});

test("an invalid definition does not keep the others from being compiled", () => {
  const shop = defining((it) => {
    it.dashboard("Good", { panels: [timeseries("A", up)] });
    it.dashboard("Bad", { key: "b/d" });
    it.alert("Broken", { ...alert, when: promql`up ==` });
    it.alert("Sound", alert);
    const { api } = it.service("api", {
      api: http({ requests: counter("r_total", { help: "…", labels: { status: 5 } }), failed: { status: "500" } }),
    });
    it.alert("Drawn", { ...alert, when: errorRatio(api).above(1) });
  });
  const { artifacts } = compiled(shop);
  expect(artifacts.map(({ path }) => path)).toEqual([
    "prod/shop/dashboards/good.json",
    "prod/shop/dashboards/overview.json",
    "prod/shop/rules/alerts.yml",
  ]);
});

describe("what Prometheus would reject in the rule file is found in the definition", () => {
  const labelled = (labels: Record<string, string>) => ({ ...alert, labels });
  test.each<[string, string, (shop: ReturnType<typeof system>) => unknown]>([
    ["rules/missing-name", "the alert has no name", (shop) => shop.alert("", alert)],
    [
      "rules/invalid-duration",
      '"5min" is not a duration',
      (shop) => shop.alert("A", { ...alert, for: "5min" as "5m" }),
    ],
    [
      "rules/invalid-duration",
      '"-5m" is not a duration',
      (it) => it.alert("A", { ...alert, keepFiringFor: "-5m" as "5m" }),
    ],
    [
      "rules/invalid-label-name",
      '"__name__" is not a valid label name',
      (it) => it.alert("A", labelled({ __name__: "a" })),
    ],
    [
      "rules/invalid-annotation-name",
      '"" is not a valid annotation name',
      (it) => it.alert("A", { ...alert, annotations: { "": "a" } }),
    ],
    ["rules/invalid-recording-name", '"a{b}" is not a valid metric name', (shop) => shop.recordingRule("a{b}", up)],
    [
      "rules/invalid-label-name",
      '"" is not a valid label name',
      (it) => it.recordingRule("a:b", up, { labels: { "": "a" } }),
    ],
    [
      "template/syntax",
      'function "humanise" not defined',
      (it) => it.alert("A", { ...alert, summary: "{{ $value | humanise }}" }),
    ],
    [
      "template/syntax",
      'undefined variable "$label"',
      (shop) => shop.alert("A", labelled({ team: "{{ $label.team }}" })),
    ],
  ])("%s: %s", (id, summary, define) => {
    const { diagnostics } = compiled(defining(define));
    expect(diagnostics).toMatchObject([{ id, severity: "error", summary, span: { file: import.meta.filename } }]);
  });

  test("depends on the targeted release", () => {
    const found = (prometheus: string) =>
      compiled(
        defining((shop) => shop.alert("A", labelled({ "owned-by": "cart" }))),
        { versions: { prometheus } },
      );
    expect(found("3.5").diagnostics).toEqual([]);
    expect(found("2.53").diagnostics).toMatchObject([{ id: "rules/invalid-label-name" }]);
  });

  test("in a template points at the expression", () => {
    const { diagnostics } = compiled(defining((shop) => shop.alert("A", { ...alert, summary: "a {{ $x }}" })));
    expect(diagnostics).toMatchObject([{ excerpt: { text: "a {{ $x }}", start: 5, end: 7 } }]);
  });
});

describe("the position of a finding", () => {
  const source = readFileSync(import.meta.filename, "utf8");

  /** The text that each error points at; the whole line, if the span has no end. */
  function pointedAt(define: (shop: ReturnType<typeof system>) => void): readonly string[] {
    const { diagnostics } = compiled(defining(define), {}, { sources: new SourceFiles(() => source) });
    const table = new LineTable(source);
    return diagnostics.flatMap(({ span }) => {
      if (!span) return [];
      const end = span.end ?? { line: span.start.line + 1, column: 1 };
      return [source.slice(table.offset(span.start), table.offset(end)).trimEnd()];
    });
  }

  test("is the option, if the call has it written out", () => {
    const places = pointedAt((shop) => {
      shop.dashboard("Cart", { key: "my cart", panels: [] });
      shop.alert("Down", { ...alert, dashboard: "Basket", runbook: "down" });
      shop.alert("Slow", { ...alert, for: shop.perEnvironment({} as { prod: "5m" }) });
    });
    expect([...places].sort()).toEqual([
      '"Basket"',
      '"down"',
      '"my cart"',
      'shop.perEnvironment({} as { prod: "5m" })',
    ]);
  });

  test("is the definition otherwise", () => {
    const elsewhere = { ...alert, runbook: "down" };
    expect(pointedAt((shop) => shop.alert("Down", elsewhere))).toEqual([
      expect.stringMatching(/^alert\("Down", elsewhere\)/),
    ]);
  });
});

function withTexts(texts: SlackTexts): SystemFacts {
  const team = receiver.slack("s", { url: secret("A"), channel: "#a", ...texts });
  return system("shop", { routes: { critical: [team] } });
}

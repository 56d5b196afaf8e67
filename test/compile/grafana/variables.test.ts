import { counter, logql, promql, stat, system, timeseries, type Variable, variable, window } from "telltale";
import { describe, expect, test } from "vitest";
import { compiled, dashboardsOf } from "../project.js";

const shop = system("shop", { labels: { app: 3, namespace: 2, pod: 20 }, serviceLabel: "app" });
const cart = shop.service("cart", { requests: counter("cart_requests_total", { help: "Requests" }) });
const rate = promql`sum by (pod) (rate(${cart.requests}[${window}]))`;

function compile(...variables: Variable[]) {
  const owner = system("owner", {});
  owner.dashboard("One", { variables, panels: [] });
  return compiled(owner);
}

/** The compiled variable, behind those of data sources that Telltale adds. */
function compileOne(definition: Variable) {
  const result = compile(definition);
  expect(result.diagnostics).toEqual([]);
  return dashboardsOf(result)[0]!.templating.list!.at(-1)!;
}

const summaries = (...variables: Variable[]) => compile(...variables).diagnostics.map(({ summary }) => summary);

describe("a variable of a query", () => {
  test("offers results, on one line that Grafana recognises", () => {
    const long = promql`topk(5, sum by (pod) (rate(${cart.requests.where({ namespace: ["a-long-name", "another-long-name"] })}[${window}])))`;
    expect(compileOne(variable.query("pod", long, { regex: /pod="([^"]+)"/, sort: "none" }))).toMatchObject({
      type: "query",
      datasource: { type: "prometheus" },
      query: {
        query:
          'query_result(topk(5, sum by (pod) (rate(cart_requests_total{app="cart", namespace=~"a-long-name|another-long-name"}[$__range]))))',
      },
      regex: '/pod="([^"]+)"/',
      refresh: 2,
      sort: 0,
    });
  });

  test("needs PromQL, and flags that Grafana knows", () => {
    expect(summaries(variable.query("pod", logql`{app="cart"}`))[0]).toBe(
      "a variable offers the results of a PromQL expression; Loki has none to offer",
    );
    expect(summaries(variable.query("pod", rate, { regex: /a/u }))).toEqual([
      'Grafana does not know the flag "u" of regular expressions',
    ]);
  });

  test("reports the errors of its expression", () => {
    expect(summaries(variable.query("pod", promql`sum(rate(up))`))).toHaveLength(1);
  });
});

test("values of a label: matchers, order, refresh, regular expression", () => {
  const namespace = variable.label("namespace", cart.requests, "namespace");
  const options = { sort: "natural", descending: true, refresh: "load", regex: /^cart-(.*)/i } as const;
  const pod = variable.label("pod", cart.requests.where({ namespace }), "pod", { ...options, allValue: ".+" });
  expect(compileOne(pod)).toMatchObject({
    definition: 'label_values(cart_requests_total{app="cart", namespace=~"$namespace"}, pod)',
    sort: 8,
    refresh: 1,
    regex: "/^cart-(.*)/i",
    allValue: ".+",
  });
});

test("a matcher takes each value of a variable that may have several", () => {
  const pod = variable.query("pod", rate);
  const one = variable.query("one", rate, { multiple: false, all: false });
  const panel = stat("A", promql`sum(${cart.requests.where({ pod, namespace: one })})`);
  const owner = system("owner", {});
  owner.dashboard("One", { variables: [pod, one], panels: [panel] });
  const text = JSON.stringify(dashboardsOf(compiled(owner))[0]!.panels);
  expect(JSON.parse(text)[0].targets[0].expr).toContain('pod=~"$pod", namespace="$one"');
});

test("hidden and kept out of the URL", () => {
  expect(compileOne(variable.text("a", "", { hide: "label", skipUrlSync: true }))).toMatchObject({
    hide: 1,
    skipUrlSync: true,
  });
  expect(compileOne(variable.text("a", "", { hide: "variable" }))).toMatchObject({ hide: 2 });
  expect(compileOne(variable.constant("a", "b"))).toMatchObject({ hide: 2 });
  expect(compileOne(variable.list("a", ["b"], { allowCustomValue: false }))).toMatchObject({ allowCustomValue: false });
});

test("values of a list have texts", () => {
  const values = ["free", { text: "Basic, yearly", value: "basic" }] as const;
  expect(compileOne(variable.list("tier", values, { multiple: false, all: false, initial: "basic" }))).toMatchObject({
    query: "free, Basic\\, yearly : basic",
    current: { text: "Basic, yearly", value: "basic" },
  });
  expect(summaries(variable.list("tier", ["a : b"]))).toEqual([
    'Grafana takes a part of the value "a : b" for its text',
  ]);
});

test("intervals may be automatic", () => {
  const auto = { steps: 100, min: "1m" } as const;
  expect(compileOne(variable.intervals("step", ["5m", "1h"], { auto }))).toMatchObject({
    auto: true,
    auto_count: 100,
    auto_min: "1m",
    current: { text: "auto", value: "$__auto_interval_step" },
  });
  expect(compileOne(variable.intervals("step", ["5m"], { auto, initial: "5m" }))).toMatchObject({
    current: { text: "5m", value: "5m" },
  });
  expect(summaries(variable.intervals("step", ["5m"], { initial: "1h" }))).toEqual([
    '"1h" is not one of the values of the variable',
  ]);
  expect(summaries(variable.intervals("step", ["5m"], { initial: "auto" }))).toHaveLength(1);
});

test("filters and grouping apply to a data source", () => {
  expect(compileOne(variable.filters("filters"))).toEqual({
    type: "adhoc",
    name: "filters",
    datasource: { type: "prometheus", uid: "${datasource}" },
  });
  expect(compileOne(variable.filters("filters", { of: "logs", dataSource: "logs" }))).toMatchObject({
    datasource: { type: "loki", uid: "loki" },
  });
  expect(compileOne(variable.groupBy("by"))).toMatchObject({ type: "groupby", datasource: { type: "prometheus" } });
});

describe("a variable of data sources", () => {
  const region = variable.dataSource("region", "prometheus", { regex: /^prom/ });
  const panel = timeseries("A", rate, { dataSource: region, description: "…", unit: "reqps", legend: "{{pod}}" });

  test("begins with that of the environment", () => {
    expect(compileOne(region)).toEqual({
      type: "datasource",
      name: "region",
      query: "prometheus",
      regex: "/^prom/",
      multi: false,
      includeAll: false,
      current: { text: "metrics", value: "prom" },
    });
    expect(summaries(variable.dataSource("region", "prometheus", { initial: "metric" }))).toEqual([
      'the environment "prod" has no data source "metric"',
    ]);
  });

  test("is the data source of panels, which is a use of it", () => {
    const owner = system("owner", {});
    owner.dashboard("One", { description: "?", variables: [region], panels: [panel] });
    const result = compiled(owner);
    expect(result.diagnostics).toEqual([]);
    const [dashboard] = dashboardsOf(result);
    expect(dashboard!.templating.list!.map(({ name }) => name)).toEqual(["region"]);
    expect(dashboard!.panels[0]).toMatchObject({ datasource: { type: "prometheus", uid: "${region}" } });
  });

  test("must be declared, and of the type that the expression needs", () => {
    const messages = (...variables: Variable[]) => {
      const owner = system("owner", {});
      owner.dashboard("One", { variables, panels: [panel] });
      return compiled(owner).diagnostics.map(({ summary }) => summary);
    };
    expect(messages()).toEqual(['the data source is chosen by "region", which is not a variable of the dashboard']);
    const logs = variable.dataSource("logs", "loki");
    const owner = system("owner", {});
    owner.dashboard("One", { variables: [logs], panels: [stat("A", rate, { dataSource: logs })] });
    expect(compiled(owner).diagnostics.map(({ summary }) => summary)).toEqual([
      'the variable "logs" offers data sources of type loki; the expression needs prometheus',
    ]);
  });
});

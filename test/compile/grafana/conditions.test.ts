import {
  autoGrid,
  type Config,
  type Panel,
  promql,
  query,
  row,
  type ShowCondition,
  stat,
  system,
  table,
  text,
  type Variable,
  variable,
} from "telltale";
import { expect, test } from "vitest";
import { get, type Json } from "../../../src/formats/grafana/plain-json.js";
import { compiled, config } from "../project.js";

const environments: Config["environments"] = {
  prod: { ...config.environments.prod!, grafana: { dashboards: "resources" } },
};

/** The values that the conditions of a row compare in Grafana, and what is reported. */
function compare(variables: readonly Variable[], ...all: readonly ShowCondition[]) {
  const shop = system("shop", {});
  shop.dashboard("One", { variables, rows: [row("A", [stat("B", promql`up`)], { showIf: { all } })] });
  const { artifacts, diagnostics } = compiled(shop, { environments, versions: { grafana: "12.4" } });
  const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
  const { rows } = get(dashboard!.createResource!().spec, "layout", "spec") as { rows: readonly Json[] };
  const { items } = get(rows[0], "spec", "conditionalRendering", "spec") as { items: readonly Json[] };
  return { values: items.map((item) => get(item, "spec", "value")), problems: diagnostics.map((one) => one.summary) };
}

test("a data source is compared by its uid, which is the value that Grafana has", () => {
  const source = variable.dataSource("source", "prometheus", { all: true });
  const conditions = [
    { variable: source, is: "metrics" },
    { variable: source, isNot: "All" },
  ];
  expect(compare([source], ...conditions)).toEqual({ values: ["prom", "All"], problems: [] });
  expect(compare([source], { variable: source, is: "metric" }).problems).toEqual([
    'the environment "prod" has no data source "metric"',
  ]);
  expect(compare([source], { variable: source, is: "logs" }).problems).toEqual([
    expect.stringContaining('the data source "logs" is of type loki'),
  ]);
});

test("an interval is one of those offered; the automatic one has no value of its own", () => {
  const step = variable.intervals("step", ["5m", "1h"], { auto: { steps: 100, min: "1m" } });
  expect(compare([step], { variable: step, is: "1h" })).toEqual({ values: ["1h"], problems: [] });
  expect(compare([step], { variable: step, is: "auto" }).problems).toEqual(['the variable "step" has no value "auto"']);
});

test("queries of any data source return data; a text has none", () => {
  const shop = system("shop", {});
  const hideIf = { hasData: false };
  const orders = query.postgres({ rawSql: "SELECT 1", format: "table" });
  const problems = (panel: Panel) => {
    shop.dashboard(panel.title, { layout: autoGrid(), panels: panel });
    const { prod } = environments;
    const dataSources = { ...prod!.dataSources, orders: { type: "grafana-postgresql-datasource", uid: "pg" } };
    const { diagnostics } = compiled(shop, { environments: { prod: { ...prod!, dataSources } } });
    return diagnostics.map(({ summary }) => summary);
  };
  expect(problems(table("Orders", orders, { hideIf, columns: { product: {} } }))).toEqual([]);
  expect(problems(text("About", "…", { hideIf }))).toEqual(["the panel has no queries, and so no data"]);
});

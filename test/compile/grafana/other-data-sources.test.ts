import { annotation, logStream, promql, query, stat, system, variable } from "telltale";
import { describe, expect, test } from "vitest";
import type { DashboardOptions } from "../../../src/model/index.js";
import { compiled, config, dashboardsOf } from "../project.js";

const dataSources = {
  ...config.environments.prod!.dataSources,
  loki: { type: "loki", uid: "loki-1" },
  orders: { type: "grafana-postgresql-datasource", uid: "pg-1" },
  aws: { type: "cloudwatch", uid: "aws-1" },
};
const project = { environments: { prod: { ...config.environments.prod!, dataSources, logs: "loki" } } };

function compile(options: DashboardOptions) {
  const shop = system("shop", {});
  shop.dashboard("One", { panels: [stat("Up", promql`count(up)`, { description: "…", unit: "short" })], ...options });
  const result = compiled(shop, project);
  const [dashboard] = dashboardsOf(result);
  return {
    problems: result.diagnostics.map(({ id, summary, fix }) => ({ id, summary, fix })),
    variables: (dashboard?.templating.list ?? []).filter(({ type }) => type === "query"),
    annotation: dashboard?.annotations.list?.[1],
  };
}

describe("a variable", () => {
  const streams = logStream({ selector: { namespace: "shop" }, labels: { app: 3, level: 4 }, fields: {} });

  test("offers the values of a label of streams in Loki", () => {
    const app = variable.label("app", streams, "app");
    const level = variable.label("level", streams.where({ app }), "level", { refresh: "never" });
    const { variables, problems } = compile({ variables: [app, level] });
    expect(problems).toEqual([]);
    expect(variables).toMatchObject([
      { datasource: { type: "loki", uid: "${loki}" }, query: 'label_values({namespace="shop"}, app)' },
      { query: 'label_values({namespace="shop", app=~"$app"}, level)', refresh: 0 },
    ]);
    expect(variables[0]).not.toHaveProperty("allValue");
  });

  test("offers any label of all streams", () => {
    const all = logStream({ selector: {}, labels: { app: 3 }, fields: {} });
    expect(compile({ variables: [variable.label("app", all, "app")] }).variables[0]?.query).toBe(
      "label_values({}, app)",
    );
  });

  test("offers what a query in SQL returns", () => {
    const rawSql = "SELECT name FROM plans";
    const { variables, problems } = compile({ variables: [variable.query("plan", query.postgres({ rawSql }))] });
    expect(problems).toEqual([]);
    expect(variables[0]).toMatchObject({
      datasource: { type: "grafana-postgresql-datasource", uid: "pg-1" },
      query: rawSql,
      definition: rawSql,
    });
  });

  test("has the fields of other data sources", () => {
    const fields = { queryType: "dimensionValues", region: "eu-west-1", namespace: "AWS/ELB", dimensionKey: "Name" };
    const { variables, problems } = compile({
      variables: [variable.query("balancer", query.raw("cloudwatch", fields))],
    });
    expect(problems).toEqual([]);
    expect(variables[0]?.query).toEqual({ ...fields, refId: "values" });
  });

  test("cannot ask as a panel does where Grafana has another form", () => {
    const metrics = query.cloudWatchMetrics({ namespace: "AWS/ELB", metricName: "RequestCount", statistic: "Sum" });
    expect(compile({ variables: [variable.query("balancer", metrics)] }).problems).toEqual([
      {
        id: "definition/unsupported",
        summary: "a variable asks a data source of type cloudwatch in another form than a panel does",
        fix: 'write the fields that Grafana\'s editor of variables keeps: query.raw("cloudwatch", { … })',
      },
    ]);
  });
});

describe("an annotation", () => {
  const sales = query.postgres({ rawSql: "SELECT begins AS time, name FROM sales" });

  test("marks the rows that a query returns", () => {
    const fields = { time: "time", text: "name" };
    const { annotation: compiledOne, problems } = compile({ annotations: [annotation("Sales", sales, { fields })] });
    expect(problems).toEqual([]);
    expect(compiledOne).toMatchObject({
      datasource: { type: "grafana-postgresql-datasource", uid: "pg-1" },
      target: { rawSql: "SELECT begins AS time, name FROM sales", format: "table", refId: "Anno" },
      mappings: { time: { source: "field", value: "time" }, text: { source: "field", value: "name" } },
    });
    expect(compiledOne).not.toHaveProperty("expr");
  });

  test("has the texts of its rows, or of the labels of its series", () => {
    expect(compile({ annotations: [annotation("Sales", sales, { text: "{{name}}" })] }).problems).toMatchObject([
      { summary: "`text` is for expressions in PromQL and LogQL" },
    ]);
    const restarts = annotation("Restarts", promql`changes(up[5m]) > 0`, { fields: { text: "pod" } });
    expect(compile({ annotations: [restarts] }).problems).toMatchObject([
      { summary: "`fields` is for the rows of other data sources" },
    ]);
  });
});

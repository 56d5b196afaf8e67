import {
  counter,
  override,
  promql,
  query,
  row,
  stat,
  system,
  table,
  timeseries,
  traceStream,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import { hasCorpusSchemas, validateAgainstCorpus } from "../../formats/grafana/corpus-schemas.js";
import { compiled, config, dashboardsOf } from "../project.js";

const up = promql`up`;
const rawSql = "SELECT $__time(booked), count(*) FROM orders WHERE $__timeFilter(booked) GROUP BY 1";

const dataSources = {
  ...config.environments.prod!.dataSources,
  traces: { type: "tempo", uid: "tempo-1" },
  orders: { type: "grafana-postgresql-datasource", uid: "pg-1" },
  "aws-eu": { type: "cloudwatch", uid: "aws-1" },
  "aws-us": { type: "cloudwatch", uid: "aws-2" },
};
const project = { environments: { prod: { ...config.environments.prod!, dataSources } } };

type Panels = NonNullable<Parameters<ReturnType<typeof system>["dashboard"]>[1]>["panels"];

function build(panels: NonNullable<Panels>, changes: object = {}, options: object = project) {
  const shop = system("shop", { labels: { pod: 3 } });
  shop.dashboard("Orders", { panels, ...changes });
  const result = compiled(shop, options);
  return { ...result, panels: (dashboardsOf(result)[0]?.panels ?? []) as never[] as { [field: string]: never }[] };
}

const problems = ({ diagnostics }: ReturnType<typeof build>) =>
  diagnostics.map(({ id, summary, fix }) => ({ id, summary, fix }));

describe("the results of another panel", () => {
  const orders = timeseries("Orders", promql`sum(rate(orders_total[5m]))`, { description: "…", unit: "short" });

  test("are named by its title, wherever it is", () => {
    const all = stat("In all", query.panel("Orders", { transformed: true }), { reduce: "sum", unit: "short" });
    const { panels, diagnostics } = build([all], { rows: [row("More", orders)] });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const datasource = { type: "datasource", uid: "-- Dashboard --" };
    const id = panels.find(({ title }) => title === "Orders")!.id;
    expect(panels[0]).toMatchObject({
      datasource,
      targets: [{ refId: "A", datasource, panelId: id, withTransforms: true }],
    });
    expect((panels[0]!.targets as unknown as object[])[0]).not.toHaveProperty("panel");
  });

  test("need a panel of this title", () => {
    const unknown = stat("In all", query.panel("Order"), { unit: "short" });
    expect(problems(build([orders, unknown]))).toEqual([
      { id: "definition/unknown-panel", summary: 'the dashboard has no panel "Order"', fix: 'did you mean "Orders"?' },
    ]);
    expect(problems(build([orders, stat("In all", query.panel("In all"), { unit: "short" })]))).toMatchObject([
      { summary: 'the dashboard has no other panel "In all"' },
    ]);
  });
});

describe("a query of another data source", () => {
  test("has the environment's only data source of its type, and its own fields", () => {
    const { panels, diagnostics } = build([timeseries("Booked", query.postgres({ rawSql }), { unit: "short" })]);
    expect(diagnostics).toEqual([]);
    const datasource = { type: "grafana-postgresql-datasource", uid: "pg-1" };
    expect(panels[0]).toMatchObject({
      datasource,
      targets: [{ refId: "A", datasource, rawSql, rawQuery: true, editorMode: "code", format: "time_series" }],
    });
  });

  test("returns a table to a table", () => {
    const columns = { product: {}, orders: { unit: "short" } };
    const { panels } = build([
      table("Orders", query.postgres({ rawSql: "SELECT product, orders FROM today" }), { columns }),
    ]);
    expect(panels[0]).toMatchObject({
      targets: [{ format: "table" }],
      transformations: [
        { id: "filterFieldsByName", options: { include: { names: ["product", "orders"] } } },
        { id: "organize" },
      ],
    });
  });

  test("is one of several beside expressions, in the order written", () => {
    const queries = { seen: up, booked: query.postgres({ rawSql }), logs: promql`up{job="a"}` };
    const { panels, diagnostics } = build([timeseries("Orders", queries, { unit: "short" })]);
    expect(diagnostics).toEqual([]);
    expect(panels[0]).toMatchObject({
      datasource: { type: "datasource", uid: "-- Mixed --" },
      targets: [
        { refId: "A", expr: "up", datasource: { uid: "${datasource}" } },
        { refId: "B", rawSql },
        { refId: "C", expr: 'up{job="a"}' },
      ],
    });
  });

  test("names a data source, or has that of the panel if it is of the same type", () => {
    const load = query.cloudWatchMetrics({ namespace: "AWS/EC2", metricName: "CPUUtilization", dataSource: "aws-us" });
    const disk = query.cloudWatchMetrics({ namespace: "AWS/EBS", metricName: "VolumeIdleTime" });
    const { panels, diagnostics } = build([
      timeseries("Machines", { load, disk, up }, { dataSource: "aws-eu", unit: "short" }),
    ]);
    expect(diagnostics).toEqual([]);
    expect(panels[0]).toMatchObject({
      datasource: { uid: "-- Mixed --" },
      targets: [
        { datasource: { type: "cloudwatch", uid: "aws-2" }, queryMode: "Metrics", region: "default" },
        { datasource: { type: "cloudwatch", uid: "aws-1" } },
        { datasource: { type: "prometheus", uid: "${datasource}" } },
      ],
    });
  });

  test("takes a variable that chooses its data source", () => {
    const region = variable.dataSource("region", "cloudwatch");
    const logs = query.cloudWatchLogs({ expression: "fields @message", dataSource: region });
    const { panels, diagnostics } = build([table("Logs", logs, { columns: { "@message": {} } })], {
      variables: [region],
    });
    expect(diagnostics).toEqual([]);
    expect(panels[0]).toMatchObject({ targets: [{ datasource: { type: "cloudwatch", uid: "${region}" } }] });
  });

  test("has no data source that the environment does not have", () => {
    expect(problems(build([stat("A", query.parca({ profileTypeId: "cpu" }), { unit: "short" })]))).toEqual([
      {
        id: "definition/no-data-source",
        summary: 'the environment "prod" has no data source of type parca',
        fix: 'add one to the configuration: dataSources: { name: { type: "parca", uid: "…" } }',
      },
    ]);
  });

  test("needs a choice among several", () => {
    const logs = query.cloudWatchLogs({ expression: "fields @message" });
    expect(problems(build([table("Logs", logs, { columns: { "@message": {} } })]))).toEqual([
      {
        id: "definition/no-data-source",
        summary: 'the environment "prod" has several data sources of type cloudwatch',
        fix: 'name one of them: dataSource: "aws-eu" or "aws-us"',
      },
    ]);
  });

  test("needs a data source of its type", () => {
    const wrong = query.postgres({ rawSql, dataSource: "aws-eu" });
    expect(problems(build([stat("A", wrong, { unit: "short" })]))).toEqual([
      {
        id: "definition/unknown-data-source",
        summary: 'the data source "aws-eu" is of type cloudwatch; the expression needs grafana-postgresql-datasource',
        fix: "use one of: orders",
      },
    ]);
  });

  test("may be of a plugin that has no types", () => {
    const environments = { prod: { dataSources: { ...dataSources, old: { type: "influxdb", uid: "influx" } } } };
    const raw = query.raw("influxdb", { query: "SELECT 1", rawQuery: true });
    const { panels, diagnostics } = build([stat("A", raw, { unit: "short" })], {}, { environments });
    expect(diagnostics).toEqual([]);
    expect(panels[0]).toMatchObject({
      targets: [{ datasource: { uid: "influx" }, query: "SELECT 1", rawQuery: true }],
    });
  });

  test("has its misspelled fields reported", () => {
    const wrong = query.pyroscope({ profileTypeId: "cpu", labelSelektor: "{}" } as never);
    const pyroscope = { type: "grafana-pyroscope-datasource", uid: "p" };
    const environments = { prod: { dataSources: { ...dataSources, pyroscope } } };
    expect(problems(build([stat("A", wrong, { unit: "short" })], {}, { environments }))).toEqual([
      {
        id: "definition/unknown-option",
        summary: 'unknown option "labelSelektor"',
        fix: 'did you mean "labelSelector"?',
      },
    ]);
  });
});

test("the traces of a service are a query", () => {
  const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    orders: counter("orders_total", { help: "Orders" }),
    traces: traceStream({ service: "cart" }),
  });
  shop.dashboard("Orders", {
    panels: [table("Failed", cart.traces.failed(), { columns: { traceID: { title: "Trace" } } })],
  });
  const result = compiled(shop, project);
  expect(result.diagnostics).toEqual([]);
  expect(dashboardsOf(result)[0]?.panels[0]).toMatchObject({
    targets: [
      {
        datasource: { type: "tempo", uid: "tempo-1" },
        queryType: "traceql",
        query: '{ resource.service.name = "cart" && status = error }',
        limit: 20,
      },
    ],
  });
});

test("TraceQL is written with spaces; with an error, it stays as it is", () => {
  const written = (text: string) => {
    const tempo = query.tempo({ query: text });
    const [panel] = build([table("Traces", tempo, { columns: { traceID: {} } })]).panels;
    return (panel!.targets as unknown as { query: string }[])[0]!.query;
  };
  expect(written('{status=error&&name="$route"}|count()>2')).toBe(
    '{ status = error && name = "$route" } | count() > 2',
  );
  expect(written("{status=}")).toBe("{status=}");
  expect(written("4bf92f3577b34da6")).toBe("4bf92f3577b34da6");
});

describe("an expression of Grafana's server", () => {
  const share = query.expression({ type: "math", expression: "$booked / ${all orders} * $factor" });
  const queries = { "all orders": up, booked: query.postgres({ rawSql }), share };

  test("names queries, which may be hidden", () => {
    const factor = variable.text("factor", "100");
    const { panels, diagnostics } = build(
      [timeseries("Share", queries, { unit: "percent", hiddenQueries: ["all orders", "booked"] })],
      { variables: [factor] },
    );
    expect(diagnostics).toEqual([]);
    expect(panels[0]).toMatchObject({
      datasource: { uid: "-- Mixed --" },
      targets: [
        { refId: "A", hide: true },
        { refId: "B", hide: true },
        {
          refId: "C",
          type: "math",
          expression: "$B / $A * $factor",
          datasource: { type: "__expr__", uid: "__expr__" },
        },
      ],
    });
  });

  test("does not make a panel of one data source a mixed one", () => {
    const mean = query.expression({ type: "reduce", expression: "up", reducer: "mean" });
    const { panels } = build([stat("A", { up, mean }, { unit: "short", hiddenQueries: ["up"] })]);
    expect(panels[0]).toMatchObject({ datasource: { uid: "${datasource}" }, targets: [{}, { expression: "A" }] });
  });

  test("may only name queries of the panel, as overrides and hidden queries", () => {
    const options = { unit: "short", hiddenQueries: ["ups"], overrides: [override.query("booking", { unit: "s" })] };
    const mean = query.expression({ type: "reduce", expression: "app", reducer: "mean" });
    expect(problems(build([timeseries("Share", { up, mean }, options)]))).toEqual([
      { id: "definition/unknown-query", summary: 'the panel has no query "booking"', fix: "use one of: up, mean" },
      { id: "definition/unknown-query", summary: 'the panel has no query "app"', fix: "use one of: up, mean" },
      { id: "definition/unknown-query", summary: 'the panel has no query "ups"', fix: 'did you mean "up"?' },
    ]);
  });
});

test.skipIf(!hasCorpusSchemas)("a panel of several data sources matches Grafana's own schema", () => {
  const shop = system("shop", {});
  shop.dashboard("Orders", {
    panels: [timeseries("A", { up, booked: query.postgres({ rawSql }) }, { unit: "short" })],
  });
  const [dashboard] = dashboardsOf(compiled(shop, project));
  expect(validateAgainstCorpus(JSON.parse(JSON.stringify(dashboard)))).toEqual([]);
});

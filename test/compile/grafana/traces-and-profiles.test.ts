import { flameGraph, promql, query, system, traceStream, traces, variable } from "telltale";
import { expect, test } from "vitest";
import { compiled, dashboardsOf } from "../project.js";

const dataSources = {
  tempo: { type: "tempo", uid: "tempo-1" },
  pyroscope: { type: "grafana-pyroscope-datasource", uid: "pyroscope-1" },
};
const project = { environments: { prod: { dataSources } } };

function build(panels: NonNullable<Parameters<ReturnType<typeof system>["dashboard"]>[1]>["panels"]) {
  const shop = system("shop", {});
  const trace = variable.text("trace", "");
  shop.dashboard("Traces", { panels: panels!, variables: [trace] });
  return compiled(shop, project);
}

test("a trace and a profile have the data sources of their types", () => {
  const result = build([
    traces("Trace", query.tempo({ query: "${trace}" })),
    traces("Failed", traceStream({ service: "cart" }).failed()),
    flameGraph("CPU", query.pyroscope({ profileTypeId: "cpu", labelSelector: '{service_name="cart"}' })),
  ]);
  expect(result.diagnostics).toEqual([]);
  expect(dashboardsOf(result)[0]?.panels).toMatchObject([
    { type: "traces", datasource: { uid: "tempo-1" }, targets: [{ queryType: "traceql", query: "${trace}" }] },
    { type: "traces", targets: [{ query: '{ resource.service.name = "cart" && status = error }' }] },
    {
      type: "flamegraph",
      datasource: { uid: "pyroscope-1" },
      targets: [{ queryType: "profile", profileTypeId: "cpu", labelSelector: '{service_name="cart"}', groupBy: [] }],
    },
  ]);
});

test("an expression is neither", () => {
  const { diagnostics } = build([traces("Trace", promql`up` as never), flameGraph("CPU", promql`up` as never)]);
  expect(diagnostics.filter(({ id }) => id === "definition/wrong-language").map(({ summary }) => summary)).toEqual([
    "the panel shows a trace, not metrics or logs",
    "a flame graph shows a profile, not metrics or logs",
  ]);
});

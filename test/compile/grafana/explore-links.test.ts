import { logql, promql, query, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { PanelLink } from "../../../src/model/dashboard/link.js";
import type { SystemFacts } from "../../../src/model/system/system.js";

const dataSources = {
  metrics: { type: "prometheus", uid: "prom" },
  lines: { type: "loki", uid: "loki" },
  spans: { type: "jaeger", uid: "jaeger-1" },
} as const;

/** The queries of the links of a dashboard, by their titles. */
function saved(links: readonly PanelLink[]) {
  const shop = system("shop", {});
  shop.dashboard("Shop", { links: [...links], panels: [] });
  const config = { environments: { prod: { dataSources } } };
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop as unknown as SystemFacts] });
  const board = artifacts.find((artifact) => artifact.kind === "grafana dashboard" && artifact.value.title === "Shop");
  const own = board?.kind === "grafana dashboard" ? (board.value.links ?? []) : [];
  const found = own.flatMap(({ title, url = "" }) => {
    const panes = new URLSearchParams(url.split("?")[1]).get("panes");
    return panes === null ? [] : [[title, Object.values(JSON.parse(panes) as object)[0].queries[0]] as const];
  });
  return { queries: Object.fromEntries(found), errors: diagnostics.map(({ summary }) => summary) };
}

test("expressions and queries of data sources are saved as links to Explore", () => {
  const { queries } = saved([
    { title: "Errors", explore: logql`{app="cart"} |= "error"` },
    { title: "Load", explore: promql`sum(rate(requests_total[5m]))` },
    { title: "Slow", explore: query.raw("jaeger", { queryType: "search", service: "cart", minDuration: "5s" }) },
  ]);
  expect(queries).toMatchObject({
    Errors: { expr: '{app="cart"} |= "error"', queryType: "range", datasource: { type: "loki", uid: "loki" } },
    Load: { expr: "sum(rate(requests_total[5m]))", datasource: { type: "prometheus", uid: "prom" } },
    Slow: { queryType: "search", minDuration: "5s", datasource: { type: "jaeger", uid: "jaeger-1" } },
  });
});

test("without a data source of its type, a link is left out", () => {
  const zipkin = query.raw("zipkin", { query: "abc" });
  expect(saved([{ title: "Trace", explore: zipkin }])).toEqual({ queries: {}, errors: [] });
});

test("an expression that does not parse is reported", () => {
  expect(saved([{ title: "Errors", explore: logql`{app="cart"` }]).errors).not.toEqual([]);
});

import { nativeHistogram, system } from "telltale";
import { expect, test } from "vitest";
import { histogramInPanel } from "../../../src/check/dashboard/histogram-in-panel.js";
import { createLookups } from "../../../src/check/subjects/inputs.js";
import { querySubject } from "../../../src/check/subjects/query-subject.js";
import type { Recording } from "../../../src/compile/series-lookup.js";
import { buildCatalogue } from "../../../src/model/system/catalogue.js";
import { parse, ruleDialect } from "../../../src/promql/index.js";
import { dashboard, panel, query, summaries, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { calls: nativeHistogram("rpc_seconds", { help: "Time to answer a call" }) });
const exprOf = (text: string) => parse(text, ruleDialect({ major: 3, minor: 5 })).expr!;
const recorded: Recording = { record: "rpc:rate5m", expr: exprOf("sum(rate(rpc_seconds[5m]))"), labels: {} };

function summariesFor(type: string, text: string) {
  const lookups = createLookups(buildCatalogue(shop), [recorded]);
  const drawn = querySubject(query(text, within(shop)), lookups);
  return summaries(histogramInPanel, dashboard({ panels: [panel({ type, queries: [drawn] })] }));
}

test.each(["timeseries", "stat", "gauge", "table", "bargauge", "piechart"])("a %s panel needs numbers", (type) => {
  expect(summariesFor(type, "sum(rate(rpc_seconds[5m]))")).toEqual([
    `the ${type} panel gets native histograms, which it cannot show`,
  ]);
  expect(summariesFor(type, "rpc:rate5m")).toHaveLength(1);
  expect(summariesFor(type, "histogram_quantile(0.9, rpc:rate5m)")).toEqual([]);
});

test("a heatmap shows them", () => {
  expect(summariesFor("heatmap", "sum(rate(rpc_seconds[5m]))")).toEqual([]);
});

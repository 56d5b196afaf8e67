import { expect, test } from "vitest";
import { unknownColumn } from "../../../src/check/dashboard/unknown-column.js";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import { counter, logql, promql, system, table } from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import type { TableOptions } from "../../../src/panels/kinds/records/table.js";
import type { PanelQueries } from "../../../src/panels/panel.js";
import { allFindings } from "../../../src/project/all-findings.js";

const shop = system("shop", { labels: { pod: 10 } });
const cart = shop.service("cart", { orders: counter("orders_total", { help: "Orders", labels: { tier: 2 } }) });

/** Checks a table with these expressions and columns. */
function found(queries: PanelQueries, columns: TableOptions["columns"]) {
  const made = system("shop", { labels: { pod: 10 } });
  made.service("cart", { orders: cart.orders });
  made.dashboard("Cart", { panels: [table("Orders", queries, { columns })] });
  const prom = { type: "prometheus", uid: "prom" } as const;
  const loki = { type: "loki", uid: "loki" } as const;
  const project = {
    config: { environments: { prod: { dataSources: { prom, loki } } } },
    systems: [made as SystemFacts],
  };
  const compiled = compileProject(project);
  expect(compiled.diagnostics).toEqual([]);
  return checkProject(project, compiled, { today: "2026-06-01", findings: allFindings }).filter(
    ({ id }) => id === unknownColumn.id,
  );
}

const byTier = promql`sum by (tier) (rate(${cart.orders}[5m]))`;

test("a column that is neither a label nor an expression is reported", () => {
  expect(found(byTier, { tier: {}, pod: {} })).toMatchObject([
    {
      severity: "error",
      summary: 'column "pod" is neither a label of the results nor an expression',
      fix: 'use a label of the results (tier) or the name of an expression, or aggregate by "pod" too',
      subject: 'panel "Orders" of dashboard "Cart"',
    },
  ]);
  expect(
    found({ rate: byTier }, { tir: {}, rte: {} })
      .map(({ fix }) => fix)
      .sort(),
  ).toEqual(['did you mean "rate"?', 'did you mean "tier"?']);
});

test.each<[string, PanelQueries, TableOptions["columns"]]>([
  ["a label of the result", byTier, { tier: {} }],
  ["a label that one of several results has", { all: promql`sum(${cart.orders})`, byTier }, { tier: {} }],
  ["the name of an expression", { rate: byTier }, { rate: {} }],
  ["the values of the only one", byTier, { value: {}, Value: {} }],
  ["no column at all", byTier, {}],
  ["the time", byTier, { Time: {} }],
  ["a label that the metric has", promql`${cart.orders}`, { pod: {}, instance: {} }],
  ["a label of something unknown", promql`elsewhere`, { pod: {} }],
  ["a label of what another language yields", { logs: logql`sum by (pod) (rate({app="a"}[5m]))`, byTier }, { pod: {} }],
])("%s is fine", (_, draws, columns) => {
  expect(found(draws, columns)).toEqual([]);
});

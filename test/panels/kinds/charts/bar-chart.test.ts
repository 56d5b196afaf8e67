import { barChart, promql } from "telltale";
import { expect, test } from "vitest";
import { barChartKind } from "../../../../src/panels/kinds/charts/bar-chart.js";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render } from "../../render.js";

const up = promql`up`;
const two = [{ name: "placed" }, { name: "rejected" }];

test("compares the latest values, the largest first", () => {
  expect(barChartKind.instant({})).toBe(true);
  const { transformations } = render(barChart("A", up));
  expect(transformations?.map(({ id }) => id)).toEqual(["organize", "sortBy"]);
  expect(transformations?.[1]?.options).toMatchObject({ sort: [{ field: "Value", desc: true }] });
});

test("is sorted as its options say", () => {
  const { transformations } = render(barChart("A", up, { sortBy: "app" }));
  expect(transformations?.[1]?.options).toMatchObject({ sort: [{ field: "app", desc: false }] });
});

test("groups the bars of several queries by label, each with the name of its query", () => {
  const { options, transformations } = render(barChart("A", { placed: up, rejected: up }, { x: "app" }), two);
  expect(transformations?.map(({ id }) => id)).toEqual(["merge", "organize", "sortBy"]);
  expect(transformations?.[1]?.options).toMatchObject({
    renameByName: { "Value #A": "placed", "Value #B": "rejected" },
  });
  expect(options).toMatchObject({ xField: "app", legend: { showLegend: true } });
});

test("colours the bars of a query", () => {
  const panel = barChart("A", { placed: up, rejected: up }, { colors: { rejected: "red" } });
  expect(render(panel, two).fieldConfig?.overrides).toEqual([
    {
      matcher: { id: "byName", options: "rejected" },
      properties: [{ id: "color", value: { mode: "fixed", fixedColor: "red" } }],
    },
  ]);
});

test("has the units of its queries, where they differ", () => {
  const traits = (unit: string) => ({ ...unknownTraits, unit });
  const queries = [
    { name: "size", traits: traits("bytes") },
    { name: "age", traits: traits("s") },
  ];
  expect(render(barChart("A", { size: up, age: up }), queries).fieldConfig?.overrides).toMatchObject([
    { matcher: { options: "size" }, properties: [{ id: "unit", value: "bytes" }] },
    { matcher: { options: "age" }, properties: [{ id: "unit", value: "s" }] },
  ]);
});

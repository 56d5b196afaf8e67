import { promql, table, timeseries, transform } from "telltale";
import { expect, test } from "vitest";
import { renderTransformation } from "../../../src/panels/options/transformations.js";
import { render } from "../render.js";

const up = promql`up`;

test("transformations are applied in the order of the list", () => {
  const transformations = [
    transform.merge(),
    transform.join("time", { keep: "inner" }),
    transform.labelsToFields({ valueLabel: "job" }),
    transform.reduce(["last", "max"], { labels: true }),
    transform.fields({ keep: ["pod"], drop: ["Time"] }),
    transform.rename({ pod: "Pod" }),
    transform.groupBy({ namespace: "group", cpu: ["sum"] }),
    transform.sortBy("cpu", { descending: true }),
    transform.limit(10),
    transform.calculate("share", "used", "/", 100),
    transform.raw("histogram", { bucketCount: 30 }, { id: "byRefId", options: "A" }),
  ];
  expect(render(timeseries("A", up, { transformations })).transformations).toEqual([
    { id: "merge", options: {} },
    { id: "joinByField", options: { byField: "time", mode: "inner" } },
    { id: "labelsToFields", options: { mode: "columns", valueLabel: "job" } },
    { id: "reduce", options: { reducers: ["lastNotNull", "max"], labelsToFields: true } },
    { id: "filterFieldsByName", options: { include: { names: ["pod"] }, exclude: { names: ["Time"] } } },
    { id: "organize", options: { excludeByName: {}, indexByName: { pod: 0 }, renameByName: { pod: "Pod" } } },
    {
      id: "groupBy",
      options: {
        fields: {
          namespace: { operation: "groupby", aggregations: [] },
          cpu: { operation: "aggregate", aggregations: ["sum"] },
        },
      },
    },
    { id: "sortBy", options: { fields: {}, sort: [{ field: "cpu", desc: true }] } },
    { id: "limit", options: { limitField: 10 } },
    {
      id: "calculateField",
      options: {
        mode: "binary",
        alias: "share",
        binary: { left: { matcher: { id: "byName", options: "used" } }, operator: "/", right: { fixed: "100" } },
        replaceFields: false,
      },
    },
    { id: "histogram", options: { bucketCount: 30 }, filter: { id: "byRefId", options: "A" } },
  ]);
});

test("those of a table come before the choice of its columns", () => {
  const panel = table("A", up, { columns: { job: {} }, transformations: [transform.limit(5)] });
  expect(render(panel).transformations?.map(({ id }) => id)).toEqual(["limit", "filterFieldsByName", "organize"]);
});

test.each([
  [transform.renamePattern("(.*)-service", "$1"), "renameByRegex", { regex: "(.*)-service", renamePattern: "$1" }],
  [
    transform.convert({ le: "number" }),
    "convertFieldType",
    { fields: {}, conversions: [{ targetField: "le", destinationType: "number" }] },
  ],
  [
    transform.partition(["pod"]),
    "partitionByValues",
    { fields: ["pod"], keepFields: false, naming: { asLabels: true } },
  ],
  [
    transform.matrix({ column: "pod", row: "status", value: "Value" }),
    "groupingToMatrix",
    { columnField: "pod", rowField: "status", valueField: "Value" },
  ],
  [transform.transpose(), "transpose", {}],
])("has Grafana's options: %o", (transformation, id, options) => {
  expect(renderTransformation(transformation)).toEqual({ id, options });
});

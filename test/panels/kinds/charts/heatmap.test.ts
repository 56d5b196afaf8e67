import { heatmap, promql } from "telltale";
import { expect, test } from "vitest";
import { heatmapKind } from "../../../../src/panels/kinds/charts/heatmap.js";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render } from "../../render.js";

const buckets = promql`sum by (le) (rate(cart_duration_seconds_bucket[5m]))`;
const inSeconds = { traits: { ...unknownTraits, neverNegative: true, bucketUnit: "s" } };

test("has the unit of the observations on the y axis, and none on the cells, which are counts", () => {
  const { options, fieldConfig } = render(heatmap("A", buckets), [inSeconds]);
  expect(options).toMatchObject({ yAxis: { unit: "s" }, cellValues: { unit: "short" } });
  expect(fieldConfig).toEqual({ defaults: {}, overrides: [] });
});

test("has the unit and bounds of the options on the y axis", () => {
  const { options } = render(heatmap("A", buckets, { unit: "ms", min: 1, max: 100, decimals: 0 }), [inSeconds]);
  expect(options).toMatchObject({ yAxis: { unit: "ms", min: 1, max: 100, decimals: 0 } });
});

test("names each series by its bucket", () => {
  expect(heatmapKind).toMatchObject({ format: "heatmap", legend: "{{le}}" });
});

test("has the colour scheme of the options", () => {
  expect(render(heatmap("A", buckets)).options).toMatchObject({ color: { scheme: "Oranges" } });
  expect(render(heatmap("A", buckets, { scheme: "Blues" })).options).toMatchObject({ color: { scheme: "Blues" } });
});

test("divides the values of series into buckets", () => {
  const calculate = { x: { size: "5m" }, y: { count: 20, scale: "log10" } } as const;
  expect(render(heatmap("A", buckets, { calculate })).options).toMatchObject({
    calculate: true,
    calculation: {
      xBuckets: { mode: "size", value: "5m" },
      yBuckets: { mode: "count", value: "20", scale: { type: "log", log: 10 } },
    },
  });
  expect(heatmapKind.divides?.({ calculate })).toBe(true);
  expect(heatmapKind.divides?.({})).toBe(false);
});

test("has colours, cells and an axis by its options", () => {
  const panel = heatmap("A", buckets, {
    colors: { steps: 10, scale: "linear", max: 100 },
    cells: { unit: "reqps", showValue: "auto", hideBelow: 1 },
    axis: { placement: "right" },
    reverse: true,
    showLegend: false,
  });
  expect(render(panel).options).toMatchObject({
    color: { steps: 10, scale: "linear", max: 100 },
    cellValues: { unit: "reqps" },
    showValue: "auto",
    filterValues: { le: 1 },
    yAxis: { axisPlacement: "right", reverse: true },
    legend: { show: false },
  });
});

test("is one colour that grows denser, with rounded cells", () => {
  const { options } = render(heatmap("A", promql`up`, { colors: { fill: "#b4ff00" }, cells: { radius: 2 } }));
  expect(options).toMatchObject({ color: { mode: "opacity", fill: "#b4ff00" }, cellRadius: 2 });
  expect(render(heatmap("A", promql`up`)).options).toMatchObject({ color: { mode: "scheme", scheme: "Oranges" } });
});

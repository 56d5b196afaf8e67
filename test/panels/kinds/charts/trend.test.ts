import { promql, trend } from "telltale";
import { expect, test } from "vitest";
import { trendKind } from "../../../../src/panels/kinds/charts/trend.js";
import { render, renderDefaults } from "../../render.js";

const buckets = promql`sum by (le) (increase(cart_duration_seconds_bucket[1h]))`;

test("is drawn over the numbers of a label, in ascending order", () => {
  const { options, transformations } = render(trend("A", buckets, { x: "le" }));
  expect(options).toMatchObject({ xField: "le" });
  expect(transformations).toMatchObject([
    { id: "organize" },
    { id: "convertFieldType", options: { conversions: [{ targetField: "le", destinationType: "number" }] } },
    { id: "sortBy", options: { sort: [{ field: "le", desc: false }] } },
  ]);
});

test("has the lines and axes of a time series", () => {
  const panel = trend("A", buckets, { x: "le", lines: "points", axis: { scale: "log10" } });
  expect(renderDefaults(panel)?.custom).toMatchObject({
    drawStyle: "points",
    scaleDistribution: { type: "log", log: 10 },
  });
  expect(trendKind.scale({ x: "le", axis: { scale: "log10" } })).toBe("free");
});

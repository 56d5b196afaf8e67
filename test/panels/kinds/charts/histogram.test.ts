import { histogramPanel, promql } from "telltale";
import { expect, test } from "vitest";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;

test("leaves the buckets to Grafana, unless its options set them", () => {
  expect(render(histogramPanel("A", up)).options).not.toHaveProperty("bucketSize");
  const { options } = render(histogramPanel("A", up, { bucketSize: 5, bucketOffset: 1, combine: true }));
  expect(options).toMatchObject({ bucketSize: 5, bucketOffset: 1, combine: true, legend: { showLegend: false } });
});

test("has the unit and the axis of its options", () => {
  const panel = histogramPanel("A", up, { unit: "s", stack: "normal", axis: { label: "Pods" } });
  expect(renderDefaults(panel)).toMatchObject({
    unit: "s",
    custom: { axisLabel: "Pods", stacking: { mode: "normal", group: "A" } },
  });
});

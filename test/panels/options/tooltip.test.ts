import { heatmap, pie, promql, timeseries, xyChart } from "telltale";
import { expect, test } from "vitest";
import { render } from "../render.js";

const up = promql`up`;
const tooltipOf = (panel: Parameters<typeof render>[0]) => (render(panel).options as { tooltip: object }).tooltip;

test("a tooltip shows all values, the largest first, unless it says otherwise", () => {
  expect(tooltipOf(timeseries("A", up))).toEqual({ mode: "multi", sort: "desc" });
  expect(tooltipOf(timeseries("A", up, { tooltip: "single" }))).toEqual({ mode: "single", sort: "none" });
  expect(tooltipOf(xyChart("A", up, { x: "a", y: "b" }))).toEqual({ mode: "single", sort: "none" });
  const tooltip = { hideZeros: true, sort: "ascending", maxHeight: 300, maxWidth: 400 } as const;
  const rendered = { mode: "multi", sort: "asc", hideZeros: true, maxHeight: 300, maxWidth: 400 };
  expect(tooltipOf(timeseries("A", up, { tooltip }))).toEqual(rendered);
  expect(tooltipOf(pie("A", up, { tooltip: { show: "none" } }))).toEqual({ mode: "none", sort: "none" });
});

test("the tooltip of a heatmap has parts of its own", () => {
  expect(tooltipOf(heatmap("A", up))).toEqual({ mode: "single", yHistogram: true, showColorScale: true });
  expect(tooltipOf(heatmap("A", up, { tooltip: { histogram: false, maxWidth: 200 } }))).toEqual({
    mode: "single",
    yHistogram: false,
    showColorScale: true,
    maxWidth: 200,
  });
});

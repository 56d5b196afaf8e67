import { promql, redAbove, signal, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { timeseriesKind } from "../../../src/panels/kinds/timeseries.js";
import type { RenderQuery } from "../../../src/panels/panel-kind.js";
import { unknownTraits } from "../../../src/panels/value-traits.js";
import { render, renderDefaults } from "../render.js";

const up = promql`up`;
const oneSeries = { traits: { ...unknownTraits, oneSeries: true } };

test("axis, lines and tooltip follow the options", () => {
  const axis = { label: "per second", placement: "right", softMin: 0, softMax: 1.2, scale: "symlog" } as const;
  const drawing = {
    lineWidth: 1,
    interpolation: "step-after",
    gradient: "hue",
    points: "never",
    spanGaps: true,
  } as const;
  const { options, fieldConfig } = render(timeseries("A", up, { axis, ...drawing, tooltip: "single" }));
  expect(options).toMatchObject({ tooltip: { mode: "single", sort: "none" } });
  expect(fieldConfig?.defaults.custom).toMatchObject({
    axisLabel: "per second",
    axisPlacement: "right",
    axisSoftMin: 0,
    axisSoftMax: 1.2,
    scaleDistribution: { type: "symlog", log: 10 },
    lineWidth: 1,
    lineInterpolation: "stepAfter",
    gradientMode: "hue",
    showPoints: "never",
    spanNulls: true,
  });
});

test("a text where there is no value, names and links of fields", () => {
  const dataLinks = [{ title: "Pod", url: "/d/pods?var-pod=${__field.labels.pod}" }];
  expect(renderDefaults(timeseries("A", up, { noValue: "no traffic", displayName: "x", dataLinks }))).toMatchObject({
    noValue: "no traffic",
    displayName: "x",
    links: [{ title: "Pod", url: "/d/pods?var-pod=${__field.labels.pod}", targetBlank: false }],
  });
});

describe("the legend", () => {
  test("has a placement, calculations and an order", () => {
    const showLegend = { as: "table", placement: "right", calculations: ["last", "max"], sortBy: "max" } as const;
    expect(render(timeseries("A", up, { showLegend })).options).toMatchObject({
      legend: {
        displayMode: "table",
        placement: "right",
        showLegend: true,
        calcs: ["lastNotNull", "max"],
        sortBy: "Max",
        sortDesc: true,
      },
    });
  });

  const legend = (options: Parameters<typeof timeseries>[2], queries: readonly Partial<RenderQuery>[]) =>
    (render(timeseries("A", up, options), queries).options as { legend: { showLegend: boolean } }).legend.showLegend;

  test("is hidden for a single line, which the title names", () => {
    expect(legend({}, [oneSeries])).toBe(false);
    expect(legend({}, [{}])).toBe(true);
    expect(legend({}, [oneSeries, oneSeries])).toBe(true);
    expect(legend({}, [{ ...oneSeries, name: "all" }])).toBe(true);
  });

  test("of a signal depends on the labels it is split by", () => {
    const whole = signal("Up", { query: promql`sum(up)`, unit: "short", description: "…" });
    const split = signal("Up", { query: promql`sum by (job) (up)`, unit: "short", description: "…" });
    expect(legend({}, [{ signal: whole }])).toBe(false);
    expect(legend({}, [{ signal: split }])).toBe(true);
  });

  test("follows the options", () => {
    expect(legend({ showLegend: "list" }, [oneSeries])).toBe(true);
    expect(legend({ showLegend: "hidden" }, [{}])).toBe(false);
  });
});

test("begins at zero where no value is negative, except on a logarithmic scale", () => {
  const traits = { ...unknownTraits, neverNegative: true };
  expect(renderDefaults(timeseries("A", up), { traits })).toMatchObject({ min: 0 });
  expect(renderDefaults(timeseries("A", up))).not.toHaveProperty("min");
  expect(renderDefaults(timeseries("A", up, { logScale: 10 }), { traits })).not.toHaveProperty("min");
});

test("shows thresholds as dashed lines, by default", () => {
  const mode = (options: Parameters<typeof timeseries>[2]) => renderDefaults(timeseries("A", up, options))?.custom;
  const thresholds = redAbove(1);
  expect(mode({ thresholds })).toMatchObject({ thresholdsStyle: { mode: "dashed" } });
  expect(mode({ thresholds: { ...thresholds, lines: false } })).toMatchObject({ thresholdsStyle: { mode: "off" } });
});

test("fills bars and stacks more than lines", () => {
  const fill = (options: Parameters<typeof timeseries>[2]) => renderDefaults(timeseries("A", up, options))?.custom;
  expect(fill({})).toMatchObject({ fillOpacity: 10 });
  expect(fill({ stack: "normal" })).toMatchObject({ fillOpacity: 40 });
  expect(fill({ lines: "bars" })).toMatchObject({ fillOpacity: 80 });
  expect(fill({ lines: "bars", fill: 5 })).toMatchObject({ fillOpacity: 5 });
});

test("needs the history, and asks for exemplars only on request", () => {
  expect(timeseriesKind.instant({})).toBe(false);
  expect(timeseriesKind.exemplars?.({})).toBe(false);
  expect(timeseriesKind.exemplars?.({ exemplars: true })).toBe(true);
});

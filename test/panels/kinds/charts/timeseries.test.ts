import { override, promql, redAbove, redBelow, signal, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { timeseriesKind } from "../../../../src/panels/kinds/charts/timeseries.js";
import type { RenderQuery } from "../../../../src/panels/panel-kind.js";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render, renderDefaults } from "../../render.js";

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
    expect(legend({}, [{ ...oneSeries, name: "all" }])).toBe(false);
  });

  test("shows names only, and where there is room a table sorted by the largest values", () => {
    const rendered = (width: number) => (render(timeseries("A", up), [{}], width).options as { legend: object }).legend;
    expect(rendered(8)).toEqual({ displayMode: "list", placement: "bottom", showLegend: true, calcs: [] });
    expect(rendered(12)).toEqual({
      displayMode: "table",
      placement: "right",
      showLegend: true,
      calcs: ["lastNotNull", "max"],
      sortBy: "Max",
      sortDesc: true,
      width: 350,
    });
    expect(rendered(24)).toMatchObject({ width: 480 });
    const known = render(timeseries("A", { a: up, b: up }), [oneSeries, oneSeries], 24).options;
    expect(known).toMatchObject({ legend: { width: 300 } });
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

describe("the end of the axis", () => {
  const axis = (options: Parameters<typeof timeseries>[2], query: Partial<RenderQuery> = {}) => {
    const { max, decimals, custom } = renderDefaults(timeseries("A", up, options), query) ?? {};
    return { max, decimals, softMax: (custom as { axisSoftMax?: number }).axisSoftMax };
  };
  const share = signal("Share", { query: up, unit: "percentunit", max: 1, description: "…" });
  const none = { max: undefined, decimals: undefined, softMax: undefined };
  const counts = { traits: { ...unknownTraits, isCount: true } };

  test("keeps a limit in sight", () => {
    expect(axis({ unit: "s", thresholds: redAbove(2) })).toEqual({ ...none, softMax: 2.4 });
    expect(axis({ thresholds: redAbove(0.05) }, { signal: share })).toEqual({ ...none, softMax: 0.06 });
    expect(axis({ unit: "percentunit", thresholds: redAbove(0.95) })).toEqual({ ...none, softMax: 1 });
    expect(axis({ unit: "percentunit", thresholds: redAbove(1.5) })).toEqual({ ...none, softMax: 1.8 });
  });

  test("is the largest possible value, where the limit is near it", () => {
    expect(axis({ thresholds: redAbove(0.9) }, { signal: share })).toEqual({ ...none, max: 1 });
    expect(axis({ thresholds: redBelow(0.7) }, { signal: share })).toEqual({ ...none, max: 1 });
    expect(axis({ unit: "percent", thresholds: redBelow(70) })).toEqual({ ...none, softMax: 100 });
  });

  test("of shares without a limit makes noise look small", () => {
    expect(axis({ unit: "percentunit" })).toEqual({ ...none, softMax: 0.1 });
    expect(axis({ unit: "percent" })).toEqual({ ...none, softMax: 10 });
    expect(axis({ unit: "s" })).toEqual(none);
  });

  test("of counts that are all 0 is 1, without decimals", () => {
    expect(axis({}, counts)).toEqual({ ...none, decimals: 0, softMax: 1 });
    expect(axis({ decimals: 0, unit: "short" })).toEqual({ ...none, decimals: 0, softMax: 1 });
    expect(axis({ unit: "s" }, counts)).toEqual(none);
    expect(axis({ thresholds: redAbove(3) }, counts)).toEqual({ ...none, decimals: 0, softMax: 3.6 });
  });

  test("is that of the options", () => {
    expect(axis({ max: 1, thresholds: redAbove(2) })).toEqual({ ...none, max: 1 });
    expect(axis({ axis: { softMax: 5 }, thresholds: redAbove(2) })).toEqual({ ...none, softMax: 5 });
    expect(axis({ unit: "percentunit", stack: "percent" })).toEqual(none);
    expect(axis({ logScale: 10, thresholds: redAbove(2) })).toEqual(none);
  });
});

test("a lower bound is a line in the colour of what is below it, with an area", () => {
  const { thresholds, custom } =
    renderDefaults(timeseries("A", up, { thresholds: redBelow(0.7, { warn: 0.8 }) })) ?? {};
  expect(custom).toMatchObject({ thresholdsStyle: { mode: "dashed+area" } });
  expect(thresholds?.steps.map(({ color }) => color)).toEqual(["red", "yellow", "transparent"]);
});

test("colours quantiles in shades of one hue, and not in the colours of verdicts", () => {
  const colors = (...names: string[]) =>
    render(
      timeseries("A", Object.fromEntries(names.map((name) => [name, up]))),
      names.map((name) => ({ name })),
    ).fieldConfig?.overrides.map(({ matcher, properties }) => [
      matcher.options,
      (properties[0]!.value as { fixedColor: string }).fixedColor,
    ]);
  expect(colors("p99", "p50", "p95")).toEqual([
    ["B", "super-light-blue"],
    ["C", "blue"],
    ["A", "dark-blue"],
  ]);
  expect(colors("p50", "p95")).toHaveLength(2);
  expect(colors("p95", "mean")).toEqual([]);
});

test("many lines are thin, without areas that add up", () => {
  const drawing = (options: Parameters<typeof timeseries>[2], queries?: readonly Partial<RenderQuery>[]) =>
    render(timeseries("A", up, options), queries).fieldConfig?.defaults.custom;
  expect(drawing({})).toMatchObject({ fillOpacity: 0, lineWidth: 1, showPoints: "never" });
  expect(drawing({}, [oneSeries, oneSeries])).toMatchObject({ fillOpacity: 0, lineWidth: 2, showPoints: "auto" });
  expect(drawing({}, [oneSeries])).toMatchObject({ fillOpacity: 10, lineWidth: 2, showPoints: "auto" });
  expect(drawing({ fill: 30, lineWidth: 3 })).toMatchObject({ fillOpacity: 30, lineWidth: 3 });
});

test("fills bars and stacks more than lines", () => {
  const fill = (options: Parameters<typeof timeseries>[2]) =>
    renderDefaults(timeseries("A", up, options), oneSeries)?.custom;
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

test("bars stand beside their time, and values below zero", () => {
  const { custom, min } = renderDefaults(
    timeseries("A", promql`up`, { lines: "bars", barAlignment: "after", barWidth: 0.9 }),
    { traits: { ...unknownTraits, neverNegative: true } },
  )!;
  expect({ custom, min }).toMatchObject({ custom: { barAlignment: 1, barWidthFactor: 0.9 }, min: 0 });
  const sent = render(
    timeseries(
      "A",
      { received: promql`up`, sent: promql`up` },
      {
        overrides: [override.query("sent", { negativeY: true })],
      },
    ),
    ["received", "sent"].map((name) => ({ name, traits: { ...unknownTraits, neverNegative: true } })),
  );
  expect(sent.fieldConfig?.defaults).not.toHaveProperty("min");
  expect(sent.fieldConfig?.overrides[0]?.properties).toEqual([{ id: "custom.transform", value: "negative-Y" }]);
});

test("lines, areas, points and axes have colours and limits of their own", () => {
  const axis = { scale: "symlog", linearThreshold: 10, border: true, color: "series" } as const;
  const colours = { lineColor: "red", fillColor: "blue", pointColor: "green" };
  const panel = timeseries("A", up, { ...colours, breakGaps: 60_000, maxBarWidth: 20, axis });
  expect(renderDefaults(panel)?.custom).toMatchObject({
    ...colours,
    insertNulls: 60_000,
    barMaxWidth: 20,
    axisBorderShow: true,
    axisColorMode: "series",
    scaleDistribution: { type: "symlog", log: 10, linearThreshold: 10 },
  });
});

import { promql, redAbove, stat } from "telltale";
import { expect, test } from "vitest";
import { statKind } from "../../../src/panels/kinds/stat.js";
import { render, renderDefaults } from "../render.js";

const up = promql`up`;

test("shows the latest value, with the trend behind it", () => {
  const { options } = render(stat("A", up));
  expect(options).toMatchObject({ reduceOptions: { calcs: ["lastNotNull"] }, graphMode: "area", colorMode: "value" });
});

test("follows its options", () => {
  const { options } = render(stat("A", up, { reduce: "delta", sparkline: false, color: "background" }));
  expect(options).toMatchObject({ reduceOptions: { calcs: ["diff"] }, graphMode: "none", colorMode: "background" });
});

test("needs the history for the sparkline, or to reduce it", () => {
  expect(statKind.instant({})).toBe(false);
  expect(statKind.instant({ sparkline: false })).toBe(true);
  expect(statKind.instant({ sparkline: false, reduce: "last" })).toBe(true);
  expect(statKind.instant({ sparkline: false, reduce: "max" })).toBe(false);
});

test("is blue, unless thresholds or mappings colour it", () => {
  expect(renderDefaults(stat("A", up))?.color).toEqual({ mode: "fixed", fixedColor: "blue" });
  expect(renderDefaults(stat("A", up, { thresholds: redAbove(1) }))?.color).toEqual({ mode: "thresholds" });
  expect(renderDefaults(stat("A", up, { mappings: { "1": { text: "up" } } }))?.color).toEqual({ mode: "thresholds" });
});

test("is laid out by its options", () => {
  const panel = stat("A", up, {
    textMode: "value and name",
    direction: "vertical",
    justify: "center",
    wideLayout: false,
  });
  expect(render(panel).options).toMatchObject({
    textMode: "value_and_name",
    orientation: "vertical",
    justifyMode: "center",
    wideLayout: false,
  });
});

test("shows the change, for which it needs the history", () => {
  const options = { sparkline: false, showPercentChange: true, percentChangeColor: "same as value" } as const;
  expect(render(stat("A", up, options)).options).toMatchObject({
    showPercentChange: true,
    percentChangeColorMode: "same_as_value",
  });
  expect(statKind.instant(options)).toBe(false);
});

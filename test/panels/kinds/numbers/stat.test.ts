import { promql, redAbove, stat } from "telltale";
import { expect, test } from "vitest";
import { statKind } from "../../../../src/panels/kinds/numbers/stat.js";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;

test("shows the value of now, without the trend", () => {
  const { options } = render(stat("A", up));
  expect(options).toMatchObject({ reduceOptions: { calcs: ["lastNotNull"] }, graphMode: "none", colorMode: "value" });
});

test("says without a verdict that there is no data", () => {
  const mappings = (options: Parameters<typeof stat>[2]) => renderDefaults(stat("A", up, options))?.mappings;
  const noData = (text: string, color: string, index: number) => ({
    type: "special",
    options: { match: "null+nan", result: { text, color, index } },
  });
  expect(mappings({})).toEqual([noData("No data", "text", 0)]);
  expect(mappings({ noValue: "No traffic", color: "background" })).toEqual([noData("No traffic", "transparent", 0)]);
  expect(mappings({ mappings: { "1": { text: "up" } } })?.at(-1)).toEqual(noData("No data", "text", 1));
});

test("scales the trend to twice the limit", () => {
  const traits = { ...unknownTraits, neverNegative: true };
  const scale = (options: Parameters<typeof stat>[2]) => renderDefaults(stat("A", up, options), { traits });
  const thresholds = redAbove(0.05);
  expect(scale({ sparkline: true, thresholds })).toMatchObject({ min: 0, max: 0.1 });
  expect(scale({ sparkline: true, thresholds, max: 1 })).toMatchObject({ max: 1 });
  expect(scale({ thresholds })).not.toHaveProperty("max");
});

test("follows its options", () => {
  const { options } = render(stat("A", up, { reduce: "delta", color: "background" }));
  expect(options).toMatchObject({ reduceOptions: { calcs: ["diff"] }, graphMode: "none", colorMode: "background" });
});

test("needs the history for the sparkline, or to reduce it", () => {
  expect(statKind.instant({})).toBe(true);
  expect(statKind.instant({ sparkline: true })).toBe(false);
  expect(statKind.instant({ reduce: "last" })).toBe(true);
  expect(statKind.instant({ reduce: "max" })).toBe(false);
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
  const options = { showPercentChange: true, percentChangeColor: "same as value" } as const;
  expect(render(stat("A", up, options)).options).toMatchObject({
    showPercentChange: true,
    percentChangeColorMode: "same_as_value",
  });
  expect(statKind.instant(options)).toBe(false);
});
